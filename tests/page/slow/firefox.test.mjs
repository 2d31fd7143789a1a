// Links end in Firefox in the fingerprints that they have natively and in Chromium (tests/links.json), in the page
// and in figures: an element, one under a strict policy, a frame in a sandbox, and the single file from a disk.

import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { serve } from "../../../scripts/serve.mjs";
import { names } from "../../../www/embed/views.js";
import { root } from "../browser.mjs";
import { firefox } from "../firefox.mjs";
import { put, script, strict } from "../hosts.mjs";
import { shows } from "../readers.mjs";

const { runs } = JSON.parse(readFileSync(new URL("../../links.json", import.meta.url), "utf8"));

/** What the page shows at an id. */
const shown = (/** @type {string} */ id) => `return document.getElementById("${id}").textContent`;

const fullSpeed =
  'const speed = document.getElementById("speed"); speed.value = "1000"; speed.dispatchEvent(new Event("change"));';

test("links end in Firefox in the fingerprints that they end in natively, by 1, 2 and 3 workers", async (t) => {
  const site = await serve({ port: 0 });
  t.after(() => site.close());
  const ask = await firefox(t);
  for (const workers of [1, 2, 3]) {
    for (const { link, model, generation } of runs) {
      await ask("/url", { url: "about:blank" });
      await ask("/url", { url: `${site.url}lab.html?workers=${workers}#${link}` });
      await ask("/execute/sync", { script: fullSpeed, args: [] });
      let [note, print] = ["", ""];
      for (let tries = 0; tries < 600 && !(print === generation && note.includes(model)); tries++) {
        await pause(100);
        note = await ask("/execute/sync", { script: shown("r-model"), args: [] });
        print = await ask("/execute/sync", { script: shown("r-print"), args: [] });
      }
      assert.ok(note.includes(model), `${link}, ${workers} workers: ${note}`);
      assert.equal(print, generation, `${link}, ${workers} workers`);
    }
  }
});

/** What a page of a host says of its figure, be it an element or a frame that posts. */
const state =
  "const figure = document.querySelector('thermo-gen'); return figure ? figure.state : window.told?.findLast(({thermogen}) => thermogen === 'end')";

/** Waits for a figure's end. @param {(path: string, body: object) => Promise<any>} ask */
async function ended(ask) {
  let now = null;
  for (let tries = 0; tries < 600 && !(now?.step > 0 && now.step === now.steps); tries++) {
    await pause(100);
    now = await ask("/execute/sync", { script: state, args: [] });
  }
  return now;
}

const { link, model, generation } = runs[0];
const written = link.replaceAll("&", "&amp;");
const element = `<thermo-gen link="${written}"></thermo-gen>${script}`;
const listen = "<script>told = []; addEventListener('message', ({data}) => told.push(data))</script>";
const frame = `${listen}<iframe sandbox="allow-scripts" width="400" height="500" src="SITE/embed.html#${written}"></iframe>`;
/** @type {Record<string, () => string>} */
const places = {
  "an element": () => put(element),
  "an element under a strict policy": () => put(element, { csp: strict }),
  "a frame in a sandbox": () => put(frame),
  "the single file from a disk": () => `${pathToFileURL(join(root, "dist/thermogen.html"))}#${link}`,
};

test("figures end in Firefox in the fingerprint that they have natively", async (t) => {
  const ask = await firefox(t);
  for (const [name, url] of Object.entries(places)) {
    await ask("/url", { url: url() });
    const now = await ended(ask);
    assert.deepEqual([now?.model, now?.fingerprint], [model, generation], name);
  }
});

test("every view of a figure runs in Firefox", async (t) => {
  const ask = await firefox(t);
  for (const view of names) {
    const more = view === "compare" ? 'compare="generate_kt:3"' : "";
    await ask("/url", { url: put(`<thermo-gen view="${view}" samples="1" ${more}></thermo-gen>${script}`) });
    let seen = false;
    for (let tries = 0; tries < 600 && !seen; tries++) {
      await pause(100);
      seen = await ask("/execute/sync", { script: `return (${shows})("thermo-gen")`, args: [] });
    }
    assert.ok(seen, view);
  }
});
