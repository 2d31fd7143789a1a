// No input traps a WebAssembly module (tests/fuzzed/boundary.mjs): a few seconds of it. The long run is in page/slow/.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { callsOf, fuzz } from "./fuzzed/boundary.mjs";
import { seedsOf } from "./fuzzed/seeds.mjs";

const folder = new URL("../www/built/simd/", import.meta.url);
const seeds = await seedsOf(folder);

test("the declarations are read: functions, constructors, methods and values", () => {
  const text = `export class A {
    free(): void;
    constructor(model: B, xs: Float32Array | number[]);
    static of(object: any): A;
    advance(steps: number): number;
    readonly step: number;
}
export function read(text: string, over: string): any;`;
  assert.deepEqual(
    callsOf(text).map(({ owner, name, still, gives, takes }) => [
      owner,
      name,
      still,
      gives,
      takes.map(({ kind }) => kind),
    ]),
    [
      ["A", "constructor", false, false, ["B", "Float32Array | number[]"]],
      ["A", "of", true, false, ["any"]],
      ["A", "advance", false, false, ["number"]],
      ["A", "step", false, true, []],
      ["", "read", false, false, ["string", "string"]],
    ],
  );
});

for (const name of ["first", "engine", "tools", "lesson"])
  test(`no call of the module ${name} traps it`, async (t) => {
    const { calls, done, refused } = await fuzz(folder, name, seeds, 1000, 7);
    t.diagnostic(`${name}: ${done} of ${calls} functions did something, ${refused} of 1000 calls were refused`);
    assert.ok(done > calls / 2, `${done} of ${calls}`);
  });
