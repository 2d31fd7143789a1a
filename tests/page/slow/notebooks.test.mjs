// The widget of docs/embedding.md in JupyterLab and in marimo, each with a kernel of its own: the cells are the
// examples as they stand there; settings go from Python to the figure, its state comes back. The browser may ask the
// notebook's server and this site for files, and nobody else. scripts/setup test-all installs both (notebooks.txt).

import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { newContext, root, screenshots } from "../browser.mjs";
import { freePort } from "../firefox.mjs";
import { siteUrl } from "../hosts.mjs";

/** @typedef {import("playwright-core").Page} Page */

const cache = process.env.THERMOGEN_CACHE ?? join(homedir(), ".cache/thermogen");
const programs = join(cache, "notebooks/bin");
const text = readFileSync(join(root, "docs/embedding.md"), "utf8").replaceAll(
  "https://example.org/thermogen/",
  siteUrl,
);
const examples = [...text.matchAll(/^```python\n([\s\S]*?)^```$/gm)].map(([, code]) => code.trimEnd());
const [, widget, settings, state, watched] = examples;

/**
 * Serves a notebook until the test ends, and opens it in a browser.
 * @param {import("node:test").TestContext} t @param {string} name of the file @param {string} notebook
 * @param {(port: string) => string[]} command @param {string} at the address of the notebook
 */
async function opened(t, name, notebook, command, at) {
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
    if (asked.startsWith(url) || asked.startsWith(siteUrl) || /^(data|blob):/.test(asked)) return route.fallback();
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
async function ended(page, steps) {
  const figure = page.locator("thermo-gen").first();
  await figure.waitFor({ timeout: 60_000 });
  for (let tries = 0; tries < 600; tries++) {
    const now = await figure.evaluate((element) => /** @type {any} */ (element).state);
    if (now?.step === steps && now.steps === steps) return now;
    await pause(100);
  }
  throw new Error(`the figure did not come to the end of ${steps} steps`);
}

test("a figure in JupyterLab takes settings from Python and gives its state", { timeout: 240_000 }, async (t) => {
  const cells = [widget, settings, state].map((source, k) => {
    return { cell_type: "code", id: `cell-${k}`, source, metadata: {}, outputs: [], execution_count: null };
  });
  const kernelspec = { name: "python3", display_name: "Python 3", language: "python" };
  const notebook = JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 });
  const quiet = ["--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"];
  const options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", "--IdentityProvider.token=", ...quiet];
  const command = (/** @type {string} */ port) => ["jupyter-lab", `--port=${port}`, ...options];
  const page = await opened(t, "figure.ipynb", notebook, command, "doc/tree/figure.ipynb");
  await page.getByText("| Idle").waitFor({ timeout: 60_000 });
  const run = async (/** @type {number} */ cell) => {
    const number = page.locator(".jp-InputPrompt").nth(cell);
    for (let tries = 0; (await number.innerText()).trim() === "[ ]:" && tries < 20; tries++) {
      await page.locator(".jp-CodeCell .cm-content").nth(cell).click();
      await page.keyboard.press("Control+Enter");
      await pause(1000); // what comes before the kernel listens is lost
    }
  };
  await run(0);
  const first = await ended(page, 500);
  assert.deepEqual([first.seed, first.samples], [7, 4]);
  await run(1);
  const second = await ended(page, 250);
  assert.notEqual(second.heat, first.heat);
  await pause(1000); // a state is told a moment later
  await run(2);
  const said = page.locator(".jp-OutputArea-output", { hasText: /^\(\d+, / });
  assert.equal((await said.innerText()).trim(), `(250, ${second.heat})`);
});

test("a figure in marimo takes settings from Python and gives its state", { timeout: 240_000 }, async (t) => {
  const inward = (/** @type {string} */ code) => code.replaceAll(/^(?=.)/gm, "    ");
  const cell = (/** @type {string} */ uses, /** @type {string} */ code, /** @type {string} */ gives) =>
    `@app.cell\ndef _(${uses}):\n${inward(code)}\n    return (${gives})\n`;
  const then = `if watched.value["state"].get("step") == 500:\n${inward(settings)}`;
  const notebook = [
    "import marimo\n\napp = marimo.App()\n",
    cell("", widget, "figure,"),
    cell("figure", watched, "watched,"),
    cell("figure, watched", then, ""),
    cell("watched", `str(("told", *map(watched.value["state"].get, ["step", "heat"])))`, ""),
  ].join("\n");
  const options = ["figure.py", "--headless", "--no-token", "--host=127.0.0.1"];
  const command = (/** @type {string} */ port) => ["marimo", "-q", "run", ...options, `--port=${port}`];
  const page = await opened(t, "figure.py", notebook, command, "");
  const { heat } = await ended(page, 250);
  await page.getByText(`('told', 250, ${heat})`).first().waitFor({ timeout: 30_000 });
});
