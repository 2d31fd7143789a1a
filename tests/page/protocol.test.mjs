// The worker's messages: good ones pass, broken ones are named, nonsense never throws.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { replyProblem, requestProblem } from "../../www/pool/protocol.js";

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
    { type: "act", run: 2, event: "12:j2:1" },
    { type: "join", run: 2, prints: ["00"] },
    { type: "finish", job: 1 },
    { ...train, state: new Float64Array(4) },
    { type: "state", job: 1 },
    { type: "advance", run: 2, to: 10, every: 1 },
    { type: "hold", held: true },
    { type: "seed" },
    { type: "ping" },
  ];
  for (const request of good) assert.equal(requestProblem(request), "", request.type);
});

test("broken requests are named by their field", () => {
  assert.match(requestProblem({ ...train, job: -1 }), /"job"/);
  assert.match(requestProblem({ ...train, settings: { kt: Number.NaN } }), /"settings"/);
  assert.match(requestProblem({ ...train, images: { kind: "bytes", pixels: new Uint8Array(3) } }), /"images"/);
  assert.match(requestProblem({ type: "advance", run: 1, to: 0.5, every: 1 }), /"to"/);
  const clamp = { mask: new Uint8Array(2), values: new Float32Array(3) };
  const generate = { type: "generate", run: 2, settings: {}, first: 0, samples: 8, classes: none, clamp, events: [] };
  assert.match(requestProblem(generate), /"clamp"/);
  assert.match(requestProblem({ type: "start", module: {} }), /"module"/);
  assert.match(requestProblem({ type: "toString" }), /unknown message type/);
});

test("nonsense is refused without a throw", () => {
  for (const nonsense of [
    null,
    undefined,
    3,
    "train",
    [],
    {},
    { type: null },
    { type: { type: "ping" } },
    Symbol.iterator,
  ]) {
    assert.notEqual(requestProblem(nonsense), "");
    assert.notEqual(replyProblem(nonsense), "");
  }
});
