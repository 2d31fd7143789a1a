// Links end in Firefox in the fingerprints that they have natively and in Chromium (tests/links.json). Firefox is
// driven by geckodriver through the WebDriver protocol (W3C); scripts/setup test-all installs both.

import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { serve } from "../../../scripts/serve.mjs";

const { runs } = JSON.parse(readFileSync(new URL("../../links.json", import.meta.url), "utf8"));

/** @returns {Promise<number>} a port that is free */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** A Firefox without a window: asks WebDriver's commands of it. @param {import("node:test").TestContext} t */
async function firefox(t) {
  const port = await freePort();
  const driver = spawn("geckodriver", ["--port", String(port), "--log", "fatal"], { stdio: "ignore" });
  let session = "";
  t.after(async () => {
    if (session) await fetch(`http://127.0.0.1:${port}${session}`, { method: "DELETE" });
    driver.kill();
  });
  /** @type {Error | undefined} */
  let missing;
  driver.once("error", (error) => {
    missing = error;
  });
  /** @param {string} path @param {object} [body] */
  const command = async (path, body) => {
    if (missing) throw missing;
    const headers = { "content-type": "application/json" };
    const options = body ? { method: "POST", headers, body: JSON.stringify(body) } : {};
    const { value } = await (await fetch(`http://127.0.0.1:${port}${path}`, options)).json();
    if (value?.error) throw new Error(`${path}: ${value.message}`);
    return value;
  };
  const ready = () => command("/status").catch(() => (missing ? Promise.reject(missing) : null));
  for (let tries = 0; !(await ready())?.ready && tries < 100; tries++) await pause(100);
  const capabilities = { alwaysMatch: { browserName: "firefox", "moz:firefoxOptions": { args: ["-headless"] } } };
  session = `/session/${(await command("/session", { capabilities })).sessionId}`;
  return (/** @type {string} */ path, /** @type {object} */ body) => command(session + path, body);
}

/** What the page shows at an id. */
const shown = (/** @type {string} */ id) => `return document.getElementById("${id}").textContent`;

const fullSpeed =
  'const speed = document.getElementById("speed"); speed.value = "1000"; speed.dispatchEvent(new Event("change"));';

test("links end in Firefox in the fingerprints that they end in natively", async (t) => {
  const site = await serve({ port: 0 });
  t.after(() => site.close());
  const ask = await firefox(t);
  for (const { link, model, generation } of runs) {
    await ask("/url", { url: "about:blank" });
    await ask("/url", { url: `${site.url}#${link}` });
    await ask("/execute/sync", { script: fullSpeed, args: [] });
    let [note, print] = ["", ""];
    for (let tries = 0; tries < 600 && !(print === generation && note.includes(model)); tries++) {
      await pause(100);
      note = await ask("/execute/sync", { script: shown("train-note"), args: [] });
      print = await ask("/execute/sync", { script: shown("r-print"), args: [] });
    }
    assert.ok(note.includes(model), `${link}: ${note}`);
    assert.equal(print, generation, link);
  }
});
