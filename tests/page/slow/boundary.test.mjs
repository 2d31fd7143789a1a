// No input traps a WebAssembly module, in many calls, each session with an instance of its own.

import { test } from "node:test";
import { fuzz } from "../../fuzzed/boundary.mjs";
import { seedsOf } from "../../fuzzed/seeds.mjs";

const [sessions, calls] = [25, 2000];
const folder = new URL("../../../www/built/simd/", import.meta.url);
const seeds = await seedsOf(folder);

for (const name of ["first", "engine", "tools", "lesson"])
  test(`no call of the module ${name} traps it, in ${sessions * calls}`, async (t) => {
    let refused = 0;
    for (let seed = 1; seed <= sessions; seed++) refused += (await fuzz(folder, name, seeds, calls, seed)).refused;
    t.diagnostic(`${name}: ${refused} of ${sessions * calls} calls were refused`);
  });
