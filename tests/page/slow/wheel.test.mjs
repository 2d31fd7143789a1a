// thermogen.Figure of the wheel in JupyterLab and in marimo, as an application: the browser may ask the notebook's server and
// nobody else. A model trained in Python is trained again in the figure to the same fingerprint, and samples to the same
// bits. scripts/setup test-all installs both programs; the wheel is that of scripts/python, which is called where there is none.

import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { root } from "../browser.mjs";
import { ended, jupyter, marimo, marimoCells, programs } from "../notebook.mjs";

before(() => {
  const dist = join(root, "python/dist");
  if (!existsSync(dist)) execFileSync(join(root, "scripts/python"));
  const [wheel] = readdirSync(dist).filter((name) => name.endsWith(".whl"));
  const options = ["--quiet", "--disable-pip-version-check", "--force-reinstall", "--no-deps"];
  execFileSync(join(programs, "pip"), ["install", ...options, join(dist, wheel)]);
});

const trained = `
import numpy as np, thermogen
row, column = np.mgrid[-1:1:12j, -1:1:12j]
images = np.stack([np.hypot(row, column) < 0.7, abs(row) < 0.3, abs(column) < 0.3])
model = thermogen.train(images, preset="quick", seed=7, progress=False)
samples = model.generate(4, seed=7, progress=False)
`.trim();
const shown = `${trained}
figure = thermogen.Figure(model, samples=4, view="heat")
figure`;
const told = `("told", figure.state["model"] == model.fingerprint, figure.state["fingerprint"] == samples.fingerprint, len(figure.still) > 1000)`;

test("JupyterLab without a network: the bits of Python, and a still", { timeout: 240_000 }, async (t) => {
  const { page, run } = await jupyter(t, [shown, told]);
  await run(0);
  const state = await ended(page, 500);
  assert.equal(state.seed, 7);
  await run(1);
  const said = page.locator(".jp-OutputArea-output", { hasText: /^\('told'/ });
  // State and still come a moment after the end of the run; the cell is asked until they are there.
  for (let tries = 0; !(await said.innerText()).includes("True, True, True") && tries < 30; tries++) {
    await page.keyboard.press("Control+Enter");
    await page.waitForTimeout(1000);
  }
  assert.equal((await said.innerText()).trim(), "('told', True, True, True)");
});

test("marimo without a network: the bits of Python", { timeout: 240_000 }, async (t) => {
  const watched = "import marimo as mo\nwatched = mo.ui.anywidget(figure)\nwatched";
  const seen = `str(("told", watched.value["state"].get("fingerprint") == samples.fingerprint))`;
  const notebook = marimoCells([
    ["", shown.replace(/\nfigure$/, ""), "figure, samples"],
    ["figure", watched, "watched,"],
    ["samples, watched", seen, ""],
  ]);
  const page = await marimo(t, notebook);
  await ended(page, 500);
  await page.getByText("('told', True)").first().waitFor({ timeout: 30_000 });
});
