// The words of the page, in the files themselves: the same keys and {names} in every language, no key that
// nothing says, none that nobody wrote. That a script names no other key is checked by its types.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { worded } from "../scripts/words.mjs";
import core from "../www/built/link-words.js"; // keys that the core says

const www = join(dirname(dirname(fileURLToPath(import.meta.url))), "www");
const languages = readdirSync(join(www, "texts"));
const areas = readdirSync(join(www, "texts/en"));

/** @typedef {string | {one: string, other: string}} Entry */

/** @param {string} language @param {string} area @returns {Promise<Record<string, Entry>>} */
const read = async (language, area) => (await import(pathToFileURL(join(www, "texts", language, area)).href)).default;

/** Names that an entry has values for, in order of the alphabet. @param {Entry} entry */
const names = (entry) => {
  const forms = typeof entry === "string" ? [entry] : Object.values(entry);
  return [...new Set(forms.flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map((match) => match[1])))].sort();
};

test("every language has the same areas, keys and names", async () => {
  assert.ok(languages.length > 1);
  for (const language of languages) {
    assert.deepEqual(readdirSync(join(www, "texts", language)), areas);
    for (const area of areas) {
      const [english, other] = [await read("en", area), await read(language, area)];
      assert.deepEqual(Object.keys(other).sort(), Object.keys(english).sort(), `${language}/${area}`);
      for (const [key, entry] of Object.entries(english)) {
        assert.deepEqual(names(other[key]), names(entry), `${language}: ${key}`);
        assert.equal(typeof other[key], typeof entry, `${language}: ${key}`);
        assert.equal(JSON.stringify(other[key]) === '""', JSON.stringify(entry) === '""', `${language}: ${key}`);
      }
    }
  }
});

test("no key stands in two areas, and every area can be asked for", async () => {
  const all = (await Promise.all(areas.map((area) => read("en", area)))).flatMap(Object.keys);
  assert.equal(new Set(all).size, all.length);
  const table = readFileSync(join(www, "texts.js"), "utf8") + readFileSync(join(www, "../scripts/words.mjs"), "utf8");
  for (const area of areas) assert.match(table, new RegExp(`"\\.[./a-z]*/texts/de/${area.replace(".", "\\.")}"`));
});

/** All that may name a key: scripts and pages, without the texts themselves. */
function sources() {
  const files = readdirSync(www, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.(js|html)$/.test(file) && !/^(texts|built|data)\b(?!\.js)/.test(file),
  );
  return new Map(files.map((file) => [file, readFileSync(join(www, file), "utf8")]));
}

test("every key is said somewhere", async () => {
  const source = [...sources().values()].join("\n");
  const literals = new Set([...source.matchAll(/(?:"|\\text\{)([\w.+-]+)["}]/g)].map((match) => match[1]));
  const patterns = [...source.matchAll(/`(\w+\.(?:[\w.]|\$\{[^}]*\})*)`/g)].map(([, key]) => {
    const parts = key.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(".", "\\."));
    return new RegExp(`^${parts.join("[\\w.+-]+")}$`);
  });
  for (const key of Object.keys(core)) literals.add(key);
  for (const area of areas) {
    const left = Object.keys(await read("en", area)).filter(
      (key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)),
    );
    assert.deepEqual(left, [], area);
  }
});

test("every key of a page is written", async () => {
  const all = Object.assign({}, ...(await Promise.all(areas.map((area) => read("en", area)))));
  for (const [file, source] of sources()) {
    if (!file.endsWith(".html")) continue;
    for (const [, key] of source.matchAll(/data-text(?:-[a-z-]+)?="([^"]*)"/g))
      assert.ok(key in all, `${file}: ${key}`);
  }
});

test("the lesson has the same parts, equations and sources in every language", async () => {
  const html = readFileSync(join(www, "learn.html"), "utf8");
  /** All but the words. @param {"en" | "de"} language */
  const bones = async (language) => {
    const built = (await worded(html, language)).replace(/\?lang=de|&amp;ask=[^"]*/g, "");
    const tags = [...built.matchAll(/<(?!\/|meta|link|html|a class="tongue"|cite)[^>]*>/g)].map(([tag]) =>
      tag.replace(/ (aria-label|content)="[^"]*"/g, ""),
    );
    const formulas = [...built.matchAll(/\\[([].*?\\[)\]]/gs)].map(([tex]) => tex.replace(/\\text\{[^}]*\}/g, ""));
    return { tags: tags.sort(), formulas: formulas.sort() };
  };
  assert.deepEqual(await bones("de"), await bones("en"));
});
