// Notebook servers of the cache folder (scripts/setup test-all installs JupyterLab and marimo), each serving one notebook
// that a browser opens. The browser may ask the server, the hosts that are allowed, and nobody else.

import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { newContext, screenshots } from "./browser.mjs";
import { freePort } from "./firefox.mjs";

/** @typedef {import("playwright-core").Page} Page */

const cache = process.env.THERMOGEN_CACHE ?? join(homedir(), ".cache/thermogen");
export const programs = join(cache, "notebooks/bin");

/**
 * Serves a notebook until the test ends, and opens it in a browser.
 * @param {import("node:test").TestContext} t @param {string} name of the file @param {string} notebook
 * @param {(port: string) => string[]} command @param {string} at the address of the notebook
 * @param {string} [allowed] what else may be asked
 */
export async function opened(t, name, notebook, command, at, allowed) {
  const folder = mkdtempSync(join(tmpdir(), "thermogen-"));
  writeFileSync(join(folder, name), notebook);
  const port = await freePort();
  const [program, ...options] = command(String(port));
  assert.ok(existsSync(join(programs, program)), `${program} is missing: scripts/setup test-all installs it`);
  const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: join(folder, "config") };
  const server = spawn(join(programs, program), options, { cwd: folder, env, stdio: "ignore" });
  const gone = new Promise((resolve) => server.once("exit", resolve));
  t.after(async () => {
    server.kill("SIGTERM");
    await gone;
    rmSync(folder, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${port}/`;
  const there = () => fetch(url + at).then(({ ok }) => ok, () => false); // biome-ignore format: one thought
  for (let tries = 0; !(await there()) && tries < 300; tries++) await pause(200);
  const page = await (await newContext({ viewport: { width: 1000, height: 1000 } })).newPage();
  /** @type {string[]} */
  const foreign = [];
  await page.context().route("**", (route) => {
    const asked = route.request().url();
    if (asked.startsWith(url) || (allowed && asked.startsWith(allowed)) || /^(data|blob):/.test(asked))
      return route.fallback();
    foreign.push(asked);
    return route.abort();
  });
  t.after(async () => {
    await page.screenshot({ path: join(screenshots, `notebook-${program}.png`) });
    await page.context().close();
    assert.deepEqual(foreign, []);
  });
  await page.goto(url + at);
  return page;
}

/** The state of a figure at its end, after this many steps. @param {Page} page @param {number} steps */
export async function ended(page, steps) {
  const figure = page.locator("thermo-gen").first();
  await figure.waitFor({ timeout: 60_000 });
  for (let tries = 0; tries < 600; tries++) {
    const now = await figure.evaluate((element) => /** @type {any} */ (element).state);
    if (now?.step === steps && now.steps === steps) return now;
    await pause(100);
  }
  throw new Error(`the figure did not come to the end of ${steps} steps`);
}

const quiet = ["--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"];
const lab = ["--no-browser", "--allow-root", "--ip=127.0.0.1", "--IdentityProvider.token=", ...quiet];

/** Opens cells in JupyterLab and waits for its kernel. @param {import("node:test").TestContext} t @param {string[]} sources @param {string} [allowed] */
export async function jupyter(t, sources, allowed) {
  const cells = sources.map((source, k) => {
    return { cell_type: "code", id: `cell-${k}`, source, metadata: {}, outputs: [], execution_count: null };
  });
  const kernelspec = { name: "python3", display_name: "Python 3", language: "python" };
  const notebook = JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 });
  const command = (/** @type {string} */ port) => ["jupyter-lab", `--port=${port}`, ...lab];
  const page = await opened(t, "figure.ipynb", notebook, command, "doc/tree/figure.ipynb", allowed);
  await page.getByText("| Idle").waitFor({ timeout: 60_000 });
  const run = async (/** @type {number} */ cell) => {
    const number = page.locator(".jp-InputPrompt").nth(cell);
    for (let tries = 0; (await number.innerText()).trim() === "[ ]:" && tries < 20; tries++) {
      await page.locator(".jp-CodeCell .cm-content").nth(cell).click();
      await page.keyboard.press("Control+Enter");
      await pause(1000); // what comes before the kernel listens is lost
    }
  };
  return { page, run };
}

/** A marimo notebook of cells: names that they use, code, and a name that they give. @param {[string, string, string][]} cells */
export function marimoCells(cells) {
  const inward = (/** @type {string} */ code) => code.replaceAll(/^(?=.)/gm, "    ");
  const cell = (/** @type {[string, string, string]} */ [uses, code, gives]) =>
    `@app.cell\ndef _(${uses}):\n${inward(code)}\n    return (${gives})\n`;
  return ["import marimo\n\napp = marimo.App()\n", ...cells.map(cell)].join("\n");
}

/** Runs a notebook as an application. @param {import("node:test").TestContext} t @param {string} notebook @param {string} [allowed] */
export function marimo(t, notebook, allowed) {
  const options = ["figure.py", "--headless", "--no-token", "--host=127.0.0.1"];
  const command = (/** @type {string} */ port) => ["marimo", "-q", "run", ...options, `--port=${port}`];
  return opened(t, "figure.py", notebook, command, "", allowed);
}
