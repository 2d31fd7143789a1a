// The stated floor is Chrome 111, Firefox 115 and Safari 16.4: nothing that is shipped calls what came later without a look
// whether it is there, and no sheet needs it.

import { strict as assert } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { withFallbacks } from "../scripts/colours.mjs";

const dist = join(dirname(dirname(fileURLToPath(import.meta.url))), "dist");

/** Functions that are later than the floor, or that came in the year before it and are easily done without. */
const late = [
  "toSorted|toReversed|toSpliced|withResolvers|fromAsync|isSubsetOf|isWellFormed|toBase64|setHTML|checkVisibility",
  "groupBy\\(|AbortSignal\\.any|URL\\.(canParse|parse)|Promise\\.try|ReadableStream\\.from|Iterator\\.from|Float16Array",
  "\\.aria[A-Z]\\w*\\s*=[^=]|\\.(keys|values|entries)\\(\\)\\.(map|filter|some|every|find|reduce|forEach|toArray)\\(",
];
const pattern = new RegExp(late.join("|"));

/** @param {string} ending */
const files = (ending) =>
  readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(ending));

for (const path of [...files(".js"), ...files(".html")])
  test(`${path} calls nothing newer than the floor`, () => {
    const text = readFileSync(join(dist, path), "utf8");
    const found = pattern.exec(text);
    assert.equal(found?.[0], undefined, text.slice((found?.index ?? 0) - 40, (found?.index ?? 0) + 60));
  });

test("every sheet has colours without light-dark(), and no nested rules", () => {
  for (const path of files(".css")) {
    const css = readFileSync(join(dist, path), "utf8");
    const known = css.replaceAll(/@supports \(color:light-dark\(red,red\)\)\{[^{}]*\{[^{}]*\}\}/g, "");
    assert.ok(!known.includes("light-dark"), path);
    assert.ok(!/[{};]\s*&/.test(css), path);
  }
});

test("a token is one of two colours, by which of two other tokens is empty", () => {
  assert.equal(
    withFallbacks(":root{--a: light-dark(#fff, #000);--b:1px}"),
    ":root{--a:var(--if-light,#fff) var(--if-dark,#000);--b:1px}@supports (color:light-dark(red,red)){:root{--a: light-dark(#fff, #000)}}",
  );
});
