// The worker's messages: good ones pass, broken ones are named, nonsense never throws.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { replies, requests } from "../../www/tasks/messages.js";
import { replyProblem, requestProblem } from "../../www/worker/envelope.js";

const checks = { messages: requests, parts: replies };
/** What is wrong with a message to a pool's task. @param {any} request */
const wrong = ({ type, ...input }) => requestProblem({ id: 1, message: type, input }, checks);

const images = { kind: "glyphs", ids: new Uint8Array([0, 1]), size: 14, first: 0 };
const none = new Uint8Array(0);
const train = {
  type: "train",
  job: 1,
  settings: { kt: 0.1, scale: "pm1", hidden_couplings: true },
  images,
  classes: none,
  state: null,
};

test("requests that the page sends are accepted", () => {
  const bytes = { kind: "bytes", pixels: new Uint8Array(8), labels: new Uint8Array(2), width: 2, height: 2 };
  const good = [
    train,
    { ...train, images: bytes },
    { type: "load", job: 1, model: { settings: {}, couplings_vh: new Float32Array(3) }, targets: new Float32Array(4) },
    { type: "generate", run: 2, settings: {}, first: 0, samples: 8, classes: none, clamp: null, events: ["12:j2:1"] },
    { type: "event", run: 2, event: "12:j2:1" },
    { type: "join", run: 2, prints: ["00"] },
    { type: "finish", job: 1 },
    { ...train, state: new Float64Array(4) },
    { type: "state", job: 1 },
    { type: "advance", run: 2, to: 10, every: 1 },
    { type: "hold", held: true },
    { type: "seed" },
    { type: "stop" },
  ];
  for (const request of good) assert.equal(wrong(request), "", request.type);
});

test("tasks begin and workers answer in one envelope", () => {
  assert.equal(requestProblem({ id: 1, task: "compute", input: {} }, undefined), "");
  assert.equal(requestProblem({ id: 1, task: "ping", input: {} }, undefined), "");
  assert.equal(replyProblem({ id: 1, part: { type: "ready" } }, checks), "");
  assert.equal(replyProblem({ id: 1, part: { fraction: 0.5 } }, undefined), "");
  assert.equal(replyProblem({ id: 1, done: null }, checks), "");
  const error = { name: "ThermogenError", field: "kt", message: "kt must be positive", fatal: false };
  assert.equal(replyProblem({ id: 1, error }, checks), "");
});

test("broken requests are named by their field", () => {
  assert.match(wrong({ ...train, job: -1 }), /"job"/);
  assert.match(wrong({ ...train, settings: { kt: Number.NaN } }), /"settings"/);
  assert.match(wrong({ ...train, images: { kind: "bytes", pixels: new Uint8Array(3) } }), /"images"/);
  assert.match(wrong({ type: "advance", run: 1, to: 0.5, every: 1 }), /"to"/);
  const clamp = { mask: new Uint8Array(2), values: new Float32Array(3) };
  const generate = { type: "generate", run: 2, settings: {}, first: 0, samples: 8, classes: none, clamp, events: [] };
  assert.match(wrong(generate), /"clamp"/);
  const open = { id: 0, task: "open", input: { build: "engine", module: {} } };
  assert.match(requestProblem(open, undefined), /"module"/);
  assert.match(wrong({ type: "toString" }), /unknown message/);
});

test("broken replies are named by their field", () => {
  assert.match(replyProblem({ id: 1, part: { type: "begun", run: 1, steps: -1, workers: 1 } }, checks), /"steps"/);
  assert.match(replyProblem({ id: 1, part: { type: "toString" } }, checks), /unknown message/);
  assert.match(replyProblem({ id: 1, error: { message: "no field" } }, checks), /error/);
});

test("nonsense is refused without a throw", () => {
  for (const nonsense of [
    null,
    undefined,
    3,
    "train",
    [],
    {},
    { id: 1, task: null },
    { id: 1, message: { type: "ping" }, input: {} },
    { id: 1, task: "compute", input: null },
    { id: 1, part: "text" },
    Symbol.iterator,
  ]) {
    assert.notEqual(requestProblem(nonsense, checks), "");
    assert.notEqual(replyProblem(nonsense, checks), "");
  }
});
