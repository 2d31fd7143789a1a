// The widget of docs/embedding.md in JupyterLab and in marimo, each with a kernel of its own: the cells are the
// examples as they stand there; settings go from Python to the figure, its state comes back. The browser may ask the
// notebook's server and this site for files, and nobody else. scripts/setup test-all installs both (notebooks.txt).

import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { root } from "../browser.mjs";
import { siteUrl } from "../hosts.mjs";
import { ended, jupyter, marimo, marimoCells } from "../notebook.mjs";

const text = readFileSync(join(root, "docs/embedding.md"), "utf8").replaceAll(
  "https://example.org/thermogen/",
  siteUrl,
);
const examples = [...text.matchAll(/^```python\n([\s\S]*?)^```$/gm)].map(([, code]) => code.trimEnd());
const [, widget, settings, state, watched] = examples;

test("a figure in JupyterLab takes settings from Python and gives its state", { timeout: 240_000 }, async (t) => {
  const { page, run } = await jupyter(t, [widget, settings, state], siteUrl);
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
  const inward = settings.replaceAll(/^(?=.)/gm, "    ");
  const then = `if watched.value["state"].get("step") == 500:\n${inward}`;
  const notebook = marimoCells([
    ["", widget, "figure,"],
    ["figure", watched, "watched,"],
    ["figure, watched", then, ""],
    ["watched", `str(("told", *map(watched.value["state"].get, ["step", "heat"])))`, ""],
  ]);
  const page = await marimo(t, notebook, siteUrl);
  const { heat } = await ended(page, 250);
  await page.getByText(`('told', 250, ${heat})`).first().waitFor({ timeout: 30_000 });
});
