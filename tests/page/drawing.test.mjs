// The scales of charts and the rules of pictures, against known answers; no browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axis, linear, rangeOf, sameZero, ticks } from "../../www/charts/scale.js";
import { colourOf, coloursOf, high, low, signedBytes } from "../../www/pictures/brightness.js";
import { gridOf } from "../../www/pictures/grid.js";
import { edgesOf, heldAt } from "../../www/pictures/held.js";

test("what is negative lies below the line of 0, on linear and logarithmic scales", () => {
  for (const log of [false, true]) {
    const { at } = axis([-200, 3000], 100, 0, log);
    assert.ok(at(-150) > at(0) && at(0) > at(150), String(log));
    assert.ok(Math.abs(at(-200) - 100) < 1e-9 && Math.abs(at(3000)) < 1e-9);
  }
  assert.deepEqual(axis([-200, 3000], 100, 0, true).values, [-100, -10, -1, 0, 1, 10, 100, 1000]);
  assert.deepEqual(
    axis([0, 20], 0, 400, true).values.toSorted((a, b) => a - b),
    [0, 1, 2, 5, 10, 20],
  );
  assert.equal(linear(0, 10, 5, 25)(5), 15);
});

test("two axes have 0 at one height, and lose nothing", () => {
  const [heat, overlap] = sameZero([-30, 90], [0, 1]);
  const height = (/** @type {number[]} */ [least, most]) => -least / (most - least);
  assert.ok(Math.abs(height(heat) - height(overlap)) < 1e-12);
  assert.ok(heat[0] <= -30 && heat[1] >= 90 && overlap[0] <= 0 && overlap[1] >= 1);
  assert.deepEqual(
    sameZero([0, 90], [0, 1]),
    [
      [0, 90],
      [0, 1],
    ].map(([least, most]) => [-least, most]),
  );
});

test("ranges hold 0 where it is asked for, and ticks are round", () => {
  assert.equal(rangeOf([3, 5], true)[0], 0);
  assert.equal(rangeOf([-5, -3], true)[1], 0);
  assert.ok(rangeOf([3, 5])[0] > 2);
  assert.deepEqual(rangeOf([], true), [0, 0.06]);
  assert.deepEqual(
    ticks(-0.8, 0.8, 8).values.map((v) => v.toFixed(1)),
    ["-0.8", "-0.6", "-0.4", "-0.2", "0.0", "0.2", "0.4", "0.6", "0.8"],
  );
});

test("one rule makes colours of bytes, of one channel and of three", () => {
  assert.deepEqual(colourOf(0), low);
  assert.deepEqual(colourOf(255), high);
  const bytes = (/** @type {Uint32Array} */ colours) => [...new Uint8Array(colours.buffer)];
  assert.deepEqual(bytes(coloursOf([0, 255], 1)), [...low, 255, ...high, 255]);
  assert.deepEqual(bytes(coloursOf([1, 2, 3, 250, 251, 252], 3)), [1, 2, 3, 255, 250, 251, 252, 255]);
  assert.deepEqual([...signedBytes([-2, 0, 2])], [0, 128, 255]);
});

test("the grid takes the columns that make pictures largest, within the stage", () => {
  for (const [count, width, height] of [
    [1, 14, 14],
    [4, 14, 14],
    [16, 14, 14],
    [64, 28, 28],
    [16, 25, 14],
  ]) {
    const room = 520;
    const { columns, rows, scale, gap, bar } = gridOf({ count, width, height, room, ratio: 1 });
    assert.ok(columns * rows >= count && columns * (rows - 1) < count);
    assert.ok(columns * width * scale + gap * (columns - 1) <= room, `${count}`);
    assert.ok(rows * (height * scale + 2 * bar + gap) - gap <= room, `${count}`);
    if (width === height) assert.equal(columns, Math.sqrt(count));
    assert.ok(gap <= Math.max(4, 0.13 * width * scale), "pictures fill their cells");
    const wide = gridOf({ count, width, height, room: 1040, tall: 520, ratio: 1 });
    assert.ok(wide.scale >= scale && wide.rows * (height * wide.scale + 2 * wide.bar + wide.gap) - wide.gap <= 520);
  }
});

test("held units are those not erased and those held by events, and have a line around them", () => {
  const completion = { erased: [true, true, false, false] };
  const events = [
    { step: 2, name: "clamp", value: "0:0.5" },
    { step: 5, name: "release", value: "0" },
    { step: 11, name: "hold", value: "0.5,0.5,0.6" },
    { step: 12, name: "hold", value: "-1" },
  ];
  const size = { width: 2, height: 2 };
  const session = /** @type {any} */ ({ conditioning: { completion }, events });
  assert.deepEqual(heldAt(session, 1, size), [2, 3]);
  assert.deepEqual(heldAt(session, 3, size), [2, 3, 0]);
  assert.deepEqual(heldAt(session, 9, size), [2, 3]);
  assert.deepEqual(heldAt(session, 11, size), [2, 3, 0]);
  assert.deepEqual(heldAt(session, 12, size), [2, 3]);
  assert.deepEqual(edgesOf([2, 3], 2, 2), [
    [0, 1, "top"],
    [1, 1, "top"],
  ]);
});
