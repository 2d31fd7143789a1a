// The boundary of a WebAssembly module, with anything in place of what it takes: every function and method that its
// declarations name is called with values of the right kind, of nearly the right kind, and of none. A refusal is an
// error; a trap (WebAssembly.RuntimeError, or a stack that overflows) spoils the module, and no input may make one.
//
// Method: the declarations (`.d.ts`) give the names and the kinds of the arguments; values are drawn from small seeds of
// ours, what calls have returned is given to later calls, and objects are also used after they are freed. The same
// seed gives the same calls.
// Limits: numbers that say how much shall be done (steps, samples, sizes of settings) stay small, as a run of hours is no
// trap; the page refuses those before (www/session/forecast.js).

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** @typedef {(n: number) => number} Roll a whole number below n */
/** @typedef {{name: string, kind: string}} Argument */
/** Of a function (no owner), a constructor, a method of the class itself (`still`) or of an object, or a value that is read (`gives`).
 * @typedef {{owner: string, name: string, still: boolean, gives: boolean, takes: Argument[]}} Call */

/** What values are made from; objects are for the arguments of a name. @typedef {{texts: string[], bytes: Uint8Array[], objects: {name: string, value: any}[]}} Seeds */

/** Numbers, the same for a seed. @param {number} seed @returns {Roll} */
function dice(seed) {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/** What is no call, is called otherwise, or takes minutes by itself. */
const skipped = new Set(["free", "initSync", "check"]);

/** What the declarations of a module name. @param {string} text @returns {Call[]} */
export function callsOf(text) {
  /** @type {Call[]} */
  const calls = [];
  let owner = "";
  for (const line of text.split("\n")) {
    const [, opened] = /^export class (\w+)/.exec(line) ?? [];
    if (opened) owner = opened;
    if (line === "}") owner = "";
    const [, value] = /^ {4}readonly (\w+):/.exec(line) ?? [];
    if (value && owner) calls.push({ owner, name: value, still: false, gives: true, takes: [] });
    const [, head, name, list] = /^(export function | {4}static | {4})(\w+)\((.*?)\)(?:: [^:]+)?;$/.exec(line) ?? [];
    if (!name || skipped.has(name) || (!owner && !head.startsWith("export"))) continue;
    const takes = [...list.matchAll(/(\w+)\??: ([^,]+)/g)].map(([, name, kind]) => ({ name, kind }));
    calls.push({ owner, name, still: head.includes("static"), gives: false, takes });
  }
  return calls;
}

/** Values that are wrong almost everywhere. */
const odd = [undefined, null, Number.NaN, -1, 0.5, 2 ** 32, 1e300, "", "__proto__", {}, [], true, Symbol.iterator, 7n];
/** Numbers that count or name something. */
const counts = [
  0,
  0,
  1,
  2,
  3,
  5,
  8,
  13,
  64,
  100,
  -1,
  0.5,
  Number.NaN,
  2 ** 31,
  2 ** 32 - 1,
  2 ** 32,
  Number.POSITIVE_INFINITY,
];
/** Of these a large one would only take long. */
const amounts = /^(steps|iterations|trajectories|samples)$/;

/** A session with one instance of a module. */
export class Fuzzer {
  /** @param {any} glue @param {Call[]} calls @param {Seeds} seeds @param {number} seed */
  constructor(glue, calls, seeds, seed) {
    this.glue = glue;
    this.calls = calls;
    /** Calls that make objects, without which others can do nothing. */
    this.makers = calls.filter(({ name, still }) => still || /^(constructor|model)$/.test(name));
    this.seeds = seeds;
    this.roll = dice(seed);
    /** @type {Map<string, any[]>} living and freed objects of each class */
    this.made = new Map();
    /** @type {Map<string, number>} */
    this.done = new Map();
    this.refused = 0;
  }

  /** @template T @param {ArrayLike<T>} list @returns {T} */
  of(list) {
    return list[this.roll(list.length)];
  }

  /** @param {Argument} argument @returns {any} */
  value({ name, kind }) {
    if (kind === "any" && this.roll(12) === 0) return this.of(odd);
    if (name === "ids") return this.array("Uint8Array").slice(0, 3);
    if (kind === "number") return amounts.test(name) ? this.roll(5) : this.of(counts);
    if (kind === "boolean") return this.roll(2) === 0;
    if (kind === "string") return this.text();
    if (kind === "string[]") return Array.from({ length: this.roll(4) }, () => this.text());
    if (/Array/.test(kind)) return this.array(/\w+/.exec(kind)?.[0] ?? "");
    if (this.made.has(kind)) return this.of(this.made.get(kind) ?? []);
    return this.object(name);
  }

  text() {
    const text = this.of(this.seeds.texts);
    const at = this.roll(text.length + 1);
    const other = this.of(this.seeds.texts);
    return this.of([
      text,
      text,
      text.slice(0, at),
      text.slice(0, at) + other,
      `${text.slice(0, at)}\ud800${text.slice(at)}`,
    ]);
  }

  /** @param {string} kind */
  array(kind) {
    if (kind === "Uint8Array" && this.roll(2)) return this.mutated(this.of(this.seeds.bytes));
    const Kind = /** @type {any} */ (globalThis)[kind];
    const length = this.of([0, 1, 2, 3, 8, 64, 76, 192, 196, 588]);
    const from = this.of([
      [0, 1],
      [0, 1, 2],
      [-1, 1, 0.25],
      [Number.NaN, 1e38, Number.NEGATIVE_INFINITY, 255],
    ]);
    return Kind.from({ length }, () => this.of(from));
  }

  /** @param {Uint8Array} bytes */
  mutated(bytes) {
    const copy = bytes.slice(0, this.roll(3) ? bytes.length : this.roll(bytes.length + 1));
    for (let n = this.roll(4); n > 0 && copy.length > 0; n--)
      copy[this.roll(Math.min(copy.length, 400))] = this.roll(256);
    return copy;
  }

  /** An object of the seeds or of an earlier call, often one for this argument, often with some of its fields changed.
   * @param {string} name */
  object(name) {
    const fit = this.seeds.objects.filter((one) => one.name === name);
    const chosen = this.of(fit.length > 0 && this.roll(8) > 0 ? fit : this.seeds.objects).value;
    if (this.roll(2) || typeof chosen !== "object" || chosen === null) return chosen;
    const copy = { ...chosen };
    for (let n = 1 + this.roll(2); n > 0; n--) {
      const key = this.of([...Object.keys(copy), "__proto__", "more"]);
      const kind = Object.prototype.toString.call(copy[key]).slice(8, -1);
      if (typeof copy[key] === "number" && this.roll(2)) copy[key] = this.of([0, -1, 0.5, 1, 2, Number.NaN]);
      else if (/Array$/.test(kind) && kind !== "Array" && this.roll(2)) copy[key] = this.array(kind);
      else if (this.roll(3)) copy[key] = this.of(odd);
      else delete copy[key];
    }
    return copy;
  }

  /** One call of anything. @returns {string} what trapped, or "" */
  step() {
    const call = this.of(this.roll(4) === 0 ? this.makers : this.calls);
    const given = call.takes.map((argument) => this.value(argument));
    try {
      if (this.roll(60) === 0) this.free();
      this.keep(this.call(call, given));
      const name = `${call.owner} ${call.name}`;
      this.done.set(name, (this.done.get(name) ?? 0) + 1);
    } catch (error) {
      this.refused += 1;
      const trap = error instanceof WebAssembly.RuntimeError || /call stack/.test(String(error));
      if (trap) return `${call.owner} ${call.name}(${given.map(shown).join(", ")}): ${error}`;
    }
    return "";
  }

  /** @param {Call} call @param {any[]} given */
  call({ owner, name, still, gives }, given) {
    if (!owner) return this.glue[name](...given);
    if (name === "constructor") return new this.glue[owner](...given);
    if (still) return this.glue[owner][name](...given);
    const made = this.made.get(owner);
    if (made && gives) return this.of(made)[name];
    if (made) return this.of(made)[name](...given);
    throw new Error("none is made yet");
  }

  /** Later calls are given what this one has made. @param {any} result */
  keep(result) {
    if (typeof result !== "object" || result === null) return;
    const { name } = result.constructor;
    if (!this.glue[name]) return;
    const list = this.made.get(name) ?? [];
    this.made.set(name, list);
    if (list.length < 24) return void list.push(result);
    const at = this.roll(list.length);
    list[at][Symbol.dispose]();
    list[at] = result;
  }

  /** Frees an object, once more where it is free already, and leaves it to be used. */
  free() {
    const lists = [...this.made.values()];
    if (lists.length > 0) this.of(this.of(lists)).free();
  }
}

/** @param {unknown} value */
function shown(value) {
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${/** @type {Uint8Array} */ (value).length})`;
  const plain = (/** @type {string} */ _, /** @type {unknown} */ one) => (typeof one === "bigint" ? String(one) : one);
  return typeof value === "object" ? JSON.stringify(value, plain)?.slice(0, 300) : String(value);
}

/** Calls of one module at random; fails at the first trap, and says how many of its functions were ever done.
 * @param {URL} folder @param {string} name @param {Seeds} seeds @param {number} count @param {number} seed */
export async function fuzz(folder, name, seeds, count, seed) {
  const calls = callsOf(readFileSync(new URL(`${name}.d.ts`, folder), "utf8"));
  const fuzzer = new Fuzzer(await instance(folder, name), calls, seeds, seed);
  for (let k = 0; k < count; k++) {
    const trap = fuzzer.step();
    if (trap) throw new Error(`${name}, call ${k}: ${trap}`);
  }
  return { calls: calls.length, done: fuzzer.done.size, refused: fuzzer.refused };
}

let instances = 0;

/** A fresh instance of a module, apart from all others. @param {URL} folder @param {string} name */
export async function instance(folder, name) {
  const glue = await import(`${pathToFileURL(new URL(`${name}.js`, folder).pathname)}?${++instances}`);
  glue.initSync({ module: readFileSync(new URL(`${name}_bg.wasm`, folder)) });
  return glue;
}
