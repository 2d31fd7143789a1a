// The workflows of GitHub: every action by the hash of a commit with its version behind it, no permission that a job does not
// name, no credentials left in the checkout, and nothing installed or compiled that the lock files do not name.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, ".github/workflows");
const all = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));

test("every action is pinned by a hash, one for each version", () => {
  /** @type {Map<string, string>} */
  const pins = new Map();
  for (const { name, text } of all) {
    const uses = [...text.matchAll(/uses: *(.*)/g)].map(([, action]) => action);
    assert.ok(uses.length > 0, name);
    for (const action of uses) {
      const [, of, hash] = /^([\w-]+\/[\w-]+)@([0-9a-f]{40}) # v\d+\.\d+\.\d+$/.exec(action) ?? [];
      assert.ok(of, `${name}: ${action}`);
      assert.equal(pins.get(of) ?? hash, hash, of);
      pins.set(of, hash);
    }
  }
});

test("a workflow has no permission but to read, and what its jobs name", () => {
  for (const { name, text } of all) {
    const [, most] = /^permissions:(.*(?:\n {2}.*)*)/m.exec(text) ?? [];
    assert.match(most ?? "all", /^( \{\}|\n {2}contents: read)$/, name);
    const checkouts = text.match(/actions\/checkout@/g)?.length ?? 0;
    assert.equal(text.match(/persist-credentials: false/g)?.length ?? 0, checkouts, name);
    assert.doesNotMatch(text, /pull_request_target|secrets\./, name);
  }
});

test("nothing but the lock files says which versions are installed", () => {
  const scripts = ["scripts/setup", "scripts/python", "scripts/test.mjs", "scripts/build.mjs", "bench/setup"];
  for (const { name, text } of [
    ...all,
    ...scripts.map((name) => ({ name, text: readFileSync(join(root, name), "utf8") })),
  ]) {
    assert.doesNotMatch(text, /npm (install|i) /, name);
    for (const [line] of text.matchAll(/cargo (build|test|clippy|doc|publish|package|run) (?!--version)[^\n]*/g))
      assert.match(line, /--locked|\$\{|\$clippy/, `${name}: ${line}`);
  }
});
