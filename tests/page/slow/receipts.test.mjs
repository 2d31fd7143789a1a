// A receipt that the page's button saves is run again by the command, to the same bits.

import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { finished, fullSpeed, open } from "../browser.mjs";

test("what the page saves the command replays, acts from outside among it", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "thermogen-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const page = await open(t, { query: "#events=120:generate_kt:2;300:lesion:17" });
  await fullSpeed(page);
  await finished(page);
  await page.click("[data-panel=receipt]");
  await page.getByText("the same bits as on the stage").waitFor({ timeout: 60_000 });
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=Save the receipt")]);
  const receipt = join(folder, "receipt.json");
  await download.saveAs(receipt);
  const command = ["run", "--quiet", "--bin", "thermogen", "--", "replay", receipt, "--json"];
  const said = JSON.parse(String(execFileSync("cargo", command)));
  assert.equal(said.verdict, "match");
  assert.equal(said.generation, said.generation_recorded);
});
