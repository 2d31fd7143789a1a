// The playhead and its record, with a worker that answers when told to.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { Player } from "../../www/session/player.js";

/** @param {number} step */
const frame = (step) => ({
  step,
  time: step / 100,
  pixels: new Uint8Array(4),
  hidden: new Uint8Array(0),
  heat: new Float64Array(1),
  cooling: new Float64Array(1),
  overlap: new Float32Array(1),
  fingerprint: String(step),
  prints: [],
});

/** A player of 100 steps and what it has asked for. */
function make() {
  /** @type {number[]} */
  const asked = [];
  const player = new Player((_run, to) => asked.push(to));
  player.begin(1, 100);
  player.receive(frame(0), false);
  player.tick(0);
  return { player, asked };
}

/** Answers the last request in full. @param {Player} player @param {number} to */
function answer(player, to) {
  for (let step = player.recorded + 1; step <= to; step++) player.receive(frame(step), step === to);
}

test("plays by the clock, asking a little ahead and one request at a time", () => {
  const { player, asked } = make();
  player.rate = 50;
  player.play();
  player.tick(16);
  player.tick(32);
  assert.deepEqual(asked, [3]);
  assert.equal(player.head, 0, "the playhead waits for frames");
  answer(player, 3);
  player.tick(52);
  assert.ok(Math.abs(player.head - 1) < 1e-9);
  assert.equal(player.frame?.step, 1);
});

test("a paused player asks for nothing", () => {
  const { player, asked } = make();
  player.play();
  player.pause();
  for (let now = 16; now < 1000; now += 16) player.tick(now);
  assert.deepEqual(asked, []);
});

test("stops at the end, and play starts over from the record", () => {
  const { player, asked } = make();
  player.rate = 1e6;
  player.play();
  for (let now = 16; !player.atEnd && now < 5000; now += 16) {
    player.tick(now);
    if (player.waiting) answer(player, asked[asked.length - 1]);
  }
  assert.equal(player.head, 100);
  assert.equal(player.playing, false);
  const before = asked.length;
  player.rate = 50;
  player.play();
  assert.equal(player.frame?.step, 0);
  player.tick(6000);
  assert.equal(asked.length, before, "nothing is computed twice");
});

test("seeking beyond the record computes up to there; seeking back does not", () => {
  const { player, asked } = make();
  player.seek(40);
  player.tick(16);
  assert.deepEqual(asked, [40]);
  answer(player, 40);
  player.tick(32);
  assert.equal(player.frame?.step, 40);
  player.seek(7);
  player.tick(48);
  assert.equal(player.frame?.step, 7);
  assert.deepEqual(asked, [40]);
});

test("steps go one frame back and one step on", () => {
  const { player, asked } = make();
  player.seek(2);
  player.tick(16);
  answer(player, 2);
  player.tick(32);
  player.step(-1);
  assert.equal(player.frame?.step, 1);
  player.step(1);
  player.step(1);
  player.tick(48);
  assert.deepEqual(asked, [2, 3]);
});

test("a long record is thinned to its budget and keeps its ends", () => {
  const player = new Player(() => {});
  player.begin(1, 1000);
  const big = new Uint8Array(1 << 20);
  for (let step = 0; step <= 200; step++) player.receive({ ...frame(step), pixels: big }, true);
  assert.ok(player.frames.length <= 48);
  assert.equal(player.frames[0].step, 0);
  assert.equal(player.recorded, 200);
});

test("a record survives the death of the worker that made it", () => {
  const { player, asked } = make();
  player.seek(10);
  player.tick(16);
  answer(player, 10);
  player.rebind(2);
  assert.deepEqual(asked, [10, 10]);
  player.receive(frame(0), false);
  player.receive(frame(10), true);
  assert.equal(player.frames.length, 11);
});
