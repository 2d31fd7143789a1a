// A Firefox without a window, driven by geckodriver through the WebDriver protocol (W3C); scripts/setup test-all
// installs both.

import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** @returns {Promise<number>} a port that is free */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** A Firefox of which WebDriver's commands are asked, until the test ends. @param {import("node:test").TestContext} t */
export async function firefox(t) {
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
