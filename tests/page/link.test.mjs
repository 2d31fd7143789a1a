// Links: examples shared with the core, round trips by properties, and random text from strangers.

import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { digitNames, pictureNames } from "../../www/data.js";
import { inAddress, parse, readLink, writeLink } from "../../www/link/link.js";
import { basis, opening, scenes } from "../../www/link/scenes.js";
import { parameters, presetSettings } from "../../www/link/settings.js";
import { controls } from "../../www/link/teaching.js";
import { encode, maskOf, maskText, mostPatterns, pack, unpack } from "../../www/own/drawing.js";
import { speak } from "../../www/texts.js";
import "./grammar.mjs";

/** @typedef {import("../../www/link/teaching.js").Lesson} Lesson */

await speak("later", "parameters");

// The reader tries one type after another. To note where each of its errors arose would take most of the time.
Error.stackTraceLimit = 1;

const shared = JSON.parse(readFileSync(new URL("../links.json", import.meta.url), "utf8"));

/** A generator of whole numbers below n with a fixed seed. @param {number} seed */
function dice(seed) {
  let state = seed;
  return (/** @type {number} */ n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/** @param {import("../../www/link/link.js").Place} place */
function assertValid({ settings, patterns, events, compare, first, digit }) {
  for (const p of parameters) assert.equal(parse(p, String(settings[p.name])).error, "", p.name);
  assert.equal(Object.keys(settings).length, parameters.length);
  for (const [name, value] of Object.entries(compare ?? {})) {
    const p = parameters.find((row) => row.name === name);
    assert.ok(p && parse(p, String(value)).error === "", name);
  }
  assert.ok(patterns.names.length >= 1 && patterns.names.length <= 12);
  if (patterns.source === "drawn") {
    assert.equal(unpack(patterns.drawing ?? "", patterns.size).length, patterns.names.length);
  }
  for (const { step, value } of events) assert.ok(Number.isSafeInteger(step) && value.length > 0);
  assert.ok(Number.isSafeInteger(first) && Number.isSafeInteger(digit));
}

test("the shared examples mean what they say", () => {
  for (const { link, problems, place, canonical } of shared.vectors) {
    const read = readLink(link);
    const { preset, settings, ...rest } = place;
    assert.deepEqual(
      read.problems.map(({ field }) => field),
      problems,
      link,
    );
    assert.deepEqual(read.place, { ...rest, settings: { ...presetSettings(preset), ...settings } }, link);
    assert.equal(writeLink(read.place).fragment, canonical, link);
    assertValid(read.place);
  }
});

test("every example of the teacher's guide is a link without a problem, and a lesson", () => {
  const guide = readFileSync(new URL("../../docs/lessons.md", import.meta.url), "utf8");
  const links = [...guide.matchAll(/^ {4}#(v=1\S*)$/gm)].map(([, link]) => link);
  assert.ok(links.length >= 5);
  for (const link of links) {
    const { place, problems } = readLink(link);
    assert.deepEqual(problems, [], link);
    assert.ok(place.lesson, link);
    assert.deepEqual(readLink(writeLink(place).fragment).place, place, link);
  }
});

test("the scenes listed with the examples are those of the page", () => {
  const listed = scenes.map(({ id, preset, patterns, settings = {} }) => [id, { preset, patterns, settings }]);
  assert.deepEqual(shared.scenes, Object.fromEntries(listed));
});

test("a link of the page as it first opens names its version, and means the same when a later version opens otherwise", () => {
  const first = opening("glyphs");
  assert.equal(writeLink(first).fragment, "v=3");
  assert.deepEqual(readLink("v=3").place, first);
  const oldest = readLink("").place;
  assert.equal(inAddress(writeLink(oldest).fragment), "v=1");
  assert.deepEqual(readLink("v=1").place, oldest);
});

/** A place at random. @param {(n: number) => number} roll */
function somewhere(roll) {
  const scene = scenes[roll(scenes.length)];
  const place = opening(scene.id);
  place.settings = basis(scene);
  for (const p of parameters) {
    if (roll(5) > 0) continue;
    const span = (p.max ?? 1) - (p.min ?? 0);
    if (p.kind === "switch") place.settings[p.name] = roll(2) === 1;
    else if (p.kind === "choice") place.settings[p.name] = (p.choices ?? [])[roll((p.choices ?? []).length)];
    else if (p.kind === "integer") place.settings[p.name] = (p.min ?? 0) + roll(span + 1);
    else place.settings[p.name] = (p.min ?? 0) + span * (roll(1e9) / 1e9) ** 4;
  }
  const size = 8 + 2 * roll(11);
  const count = 1 + roll(mostPatterns(size));
  const drawn = Array.from({ length: count }, () => Uint8Array.from({ length: size * size }, () => roll(4)));
  const { source } = place.patterns;
  if (source === "drawn") {
    const names = drawn.map((_, i) => String(i + 1));
    place.patterns = { ...place.patterns, size, names, drawing: pack(drawn) };
  } else if (source === "pictures") {
    const names = pictureNames.filter((_, i) => i === 1 || roll(2));
    place.patterns = { ...place.patterns, names, size: 32 + roll(97) };
    if (roll(2)) place.asked = roll(names.length);
  } else place.patterns = { ...place.patterns, names: digitNames.filter((_, i) => i === 3 || roll(2)), first: roll(9) };
  if (source === "mnist" && roll(2)) place.asked = 3;
  place.first = 16 * roll(100);
  place.digit = roll(50);
  place.erased = roll(2) ? "left" : maskText(Uint8Array.from({ length: 784 }, () => roll(2)));
  place.events = Array.from({ length: roll(12) }, (_, i) => ({ step: 10 * i, name: "j2", value: String(roll(5) / 4) }));
  if (roll(2)) {
    const chosen = () => controls.filter(() => roll(12) === 0);
    const ask = roll(2) ? "" : String.fromCodePoint(...Array.from({ length: 1 + roll(60) }, () => 33 + roll(90)));
    const free = roll(2) ? chosen() : null;
    const answers = ask && roll(2) ? { answers: ["ja & nein", "%", "=", "#"] } : {};
    const own = roll(2) ? { own_numbers: true } : {};
    const lesson = { ask, ...answers, ...own, fix: chosen(), hide: chosen(), free };
    if (ask || free || lesson.fix.length > 0 || lesson.hide.length > 0) place.lesson = lesson;
  }
  if (roll(2)) place.compare = { kt: (1 + roll(99)) / 1000, seed: roll(1000) + 4_000_000 };
  return place;
}

test("every field comes back from a link, and a link stays short", () => {
  const roll = dice(1);
  for (let k = 0; k < 3000; k++) {
    const place = somewhere(roll);
    const { fragment, omitted } = writeLink(place);
    assert.ok(fragment.length < 2000, `${fragment.length}`);
    const read = readLink(fragment);
    assert.deepEqual(read.problems, []);
    if (omitted.includes("draw")) read.place.patterns = place.patterns;
    if (omitted.includes("events")) read.place.events = place.events;
    if (omitted.includes("ask")) {
      const { answers: _, ...rest } = /** @type {Lesson} */ (place.lesson);
      place.lesson = { ...rest, ask: "" };
    }
    assert.deepEqual(read.place, place, fragment);
  }
});

test("a typical link has at most 300 characters", () => {
  const roll = dice(4);
  const drawn = Array.from({ length: 3 }, () => Uint8Array.from({ length: 196 }, () => roll(4)));
  const place = { ...opening("own"), first: 16, events: [{ step: 120, name: "generate_kt", value: "2" }] };
  place.patterns = { ...place.patterns, names: ["1", "2", "3"], drawing: pack(drawn) };
  place.settings = { ...place.settings, seed: 4294967295, samples: 4, iterations: 12 };
  assert.ok(writeLink(place).fragment.length <= 300, writeLink(place).fragment);
});

test("too many events, and images of a file, are left out and named", () => {
  const place = opening("glyphs");
  place.events = Array.from({ length: 400 }, (_, step) => ({ step, name: "generate_kt", value: "1.25" }));
  const { fragment, omitted } = writeLink(place);
  assert.deepEqual(omitted, ["events"]);
  assert.equal(fragment, "v=3");
  const filed = { ...opening("own"), patterns: { ...opening("own").patterns, source: /** @type {const} */ ("file") } };
  assert.deepEqual(writeLink(filed).omitted, ["images of a file"]);
});

test("nothing that strangers write into a link throws or gets through", () => {
  const roll = dice(2);
  const words = [
    ...Object.keys(presetSettings("quick")),
    ...["v", "scene", "names", "size", "example", "each", "draw", "class", "first", "digit", "erase", "events"],
    ...[
      "compare",
      "ask",
      "fix",
      "hide",
      "free",
      "own",
      "digits",
      "classes",
      "0",
      "1",
      "-1",
      "1e308",
      "NaN",
      "on",
      "off",
      "null",
      "%",
      "%41",
      "%zz",
    ],
    ...[
      "=",
      "&",
      ":",
      ";",
      ",",
      "#",
      "AAAA",
      "120:generate_kt:2",
      "__proto__",
      "\u0000",
      "é",
      "😀",
      "\ud800",
      " ",
      "+",
    ],
  ];
  for (let k = 0; k < 20_000; k++) {
    const text = Array.from({ length: roll(40) }, () =>
      roll(3) ? words[roll(words.length)] : String.fromCharCode(roll(roll(2) ? 128 : 65536)),
    ).join(roll(2) ? "" : "=");
    const { place, problems } = readLink(text);
    assertValid(place);
    for (const { field, message } of problems) assert.ok(field.length <= 40 && message.length > 0);
    const again = writeLink(place).fragment;
    assert.equal(writeLink(readLink(again).place).fragment, again);
  }
  assert.deepEqual(
    readLink(`v=1&seed=${"1".repeat(9000)}`).problems.map(({ field }) => field),
    ["link"],
  );
});

test("drawings and masks come back from their text, and other text is refused", () => {
  const roll = dice(3);
  const mask = Uint8Array.from({ length: 784 }, () => roll(2));
  assert.deepEqual(maskOf(maskText(mask)), mask);
  assert.deepEqual(unpack("AAAA", 14), []);
  assert.deepEqual(unpack("A", 14), []);
  assert.deepEqual(unpack(encode(new Uint8Array(49 * 13)), 14), [], "thirteen patterns");
  assert.deepEqual(unpack(encode(new Uint8Array(49)), 13), [], "an odd side");
  assert.equal(unpack(encode(new Uint8Array(49 * 12)), 14).length, 12);
});
