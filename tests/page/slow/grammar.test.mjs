// The page reads and writes links to the same values as the native program: 10⁵ links, changed at random.

import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { readLink, writeLink } from "../../../www/built/simd/engine.js";
import { root } from "../browser.mjs";
import "../grammar.mjs";

test("the engine reads and writes 10⁵ changed links as the native program does", async () => {
  const one = "what_is_written_of_a_mutated_link_is_read_as_the_same";
  const env = { ...process.env, LINKS: "100000" };
  execFileSync("cargo", ["test", "--quiet", "--test", "links", "--", one], { cwd: root, env, stdio: "ignore" });
  const lines = createInterface({ input: createReadStream(join(root, "target/tmp/links.jsonl")) });
  let count = 0;
  for await (const line of lines) {
    const { link, place, problems, written } = JSON.parse(line);
    const read = readLink(link, "");
    assert.deepEqual(read, { place, problems }, link);
    assert.deepEqual(writeLink(read.place), written, link);
    count += 1;
  }
  assert.equal(count, 100_000);
});
