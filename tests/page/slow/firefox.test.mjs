// Links end in Firefox in the fingerprints that they have natively and in Chromium (tests/links.json), in the page
// and in figures: an element, one under a strict policy, a frame in a sandbox, and the single file from a disk.

import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { serve } from "../../../scripts/serve.mjs";
import { names } from "../../../www/embed/views.js";
import { native, root } from "../browser.mjs";
import { firefox } from "../firefox.mjs";
import { put, script, strict } from "../hosts.mjs";
import { shows } from "../readers.mjs";

const { runs } = JSON.parse(readFileSync(new URL("../../links.json", import.meta.url), "utf8"));

/** A computer with latent codes whose codes are changed while it runs: along directions, by number, to an image's, on a path. */
const steering =
  "v=4&scene=classes&each=4&hidden_drive=latent&hidden=60&latent_components=8&visible_couplings=all&visible_biases=on&iterations=3&samples=4&generate_dt=0.05&generate_time=1&cool=0.2&latent_drive=4&events=4:latent:slant=2,ink=-1;8:latent:0=1.5;12:code:3;16:code:1,6,4";

/** What the page shows at an id. */
const shown = (/** @type {string} */ id) => `return document.getElementById("${id}").textContent`;

const fullSpeed =
  'const speed = document.getElementById("speed"); speed.value = "1000"; speed.dispatchEvent(new Event("change"));';

/** The page ends with a link in its fingerprints. @param {Awaited<ReturnType<typeof firefox>>} ask @param {string} site @param {number} workers @param {{link: string, model: string, generation: string}} run */
async function ends(ask, site, workers, { link, model, generation }) {
  await ask("/url", { url: "about:blank" });
  await ask("/url", { url: `${site}lab.html?workers=${workers}#${link}` });
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

test("links end in Firefox in the fingerprints that they end in natively, by 1, 2 and 3 workers", async (t) => {
  const site = await serve({ port: 0 });
  t.after(() => site.close());
  const ask = await firefox(t);
  for (const workers of [1, 2, 3]) for (const run of runs) await ends(ask, site.url, workers, run);
});

test("a run whose latent codes are steered ends in Firefox in the fingerprint that it has natively", async (t) => {
  const told = JSON.parse(execFileSync(native, ["replay", steering, "--json"], { encoding: "utf8" }));
  const still = execFileSync(native, ["replay", steering.replace(/&events=.*/, ""), "--json"], { encoding: "utf8" });
  assert.notEqual(told.generation, JSON.parse(still).generation, "the events act");
  const site = await serve({ port: 0 });
  t.after(() => site.close());
  const ask = await firefox(t);
  for (const workers of [1, 2]) await ends(ask, site.url, workers, { link: steering, ...told });
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
