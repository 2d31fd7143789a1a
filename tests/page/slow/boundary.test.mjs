// No input traps a WebAssembly module, in many calls, each session with an instance of its own.

import { test } from "node:test";
import { fuzz } from "../../fuzzed/boundary.mjs";
import { seedsOf } from "../../fuzzed/seeds.mjs";

const folder = new URL("../../../www/built/simd/", import.meta.url);
const seeds = await seedsOf(folder);

for (const name of ["first", "engine", "tools", "lesson"])
  test(`no call of the module ${name} traps it, in 25 sessions of 2000 calls`, async () => {
    for (let seed = 1; seed <= 25; seed++) await fuzz(folder, name, seeds, 2000, seed);
  });
