/**
 * A long training outlives a reload: its state goes to IndexedDB now and then, and the same training,
 * asked for again, goes on from there to the same bits.
 *
 * A few trainings are kept, so that tabs do not overwrite each other's (places.js). A mark in the local storage says
 * that there are some, so that a page without one loads nothing more and opens no store. Where the browser refuses, has
 * no room or does not answer, that is said once and the training goes on without.
 */
import { version } from "../built/parameters.js";
import { kept } from "../choices.js";
import { parameters } from "../link/settings.js";
import { speak, text } from "../texts.js";

/** @typedef {import("../tasks/messages.js").Settings} Settings */
/** @typedef {import("./training.js").Training} Training */
/** @typedef {import("./places.js").Kept} Kept */

const firstMs = 2000; // a training that takes less is not worth it
const everyMs = 3000;
const patience = 10; // times what keeping takes
const answerMs = 5000; // a store that takes longer is broken
const mark = "thermogen.training";

/** @template T @param {Promise<T>} answer @returns {Promise<T>} */
function soon(answer) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new DOMException("the store does not answer", "TimeoutError")), answerMs);
  });
  return /** @type {Promise<T>} */ (Promise.race([answer, late])).finally(() => clearTimeout(timer));
}

/** What the bits of a training depend on. @param {Settings} settings @param {import("../data.js").PatternSet} patterns @param {import("../tasks/messages.js").Images} images */
async function keyOf(settings, patterns, images) {
  const relevant = parameters.filter(({ restarts }) => restarts === "training" || restarts === "data");
  const values = relevant.map(({ name }) => settings[name]);
  return JSON.stringify([version, values, images.kind === "bytes" ? await digest(images) : patterns]);
}

/** @param {Extract<import("../tasks/messages.js").Images, {kind: "bytes"}>} images */
async function digest({ pixels, labels, width, height, channels = 1 }) {
  const parts = await Promise.all(
    [pixels, labels].map((part) => crypto.subtle.digest("SHA-256", Uint8Array.from(part))),
  );
  return [width, height, channels, ...parts.map((part) => btoa(String.fromCharCode(...new Uint8Array(part))))];
}

/** A transaction that is aborted may have no error. @param {unknown} error */
const nameOf = (error) =>
  error instanceof Error || error instanceof DOMException ? error.name : String(error ?? "AbortError");

export class Keeping {
  /** @param {(notice: string) => void} tell */
  constructor(tell) {
    this.tell = tell;
    this.key = "";
    this.asked = 0;
    this.next = 0;
    this.took = 0;
    this.stopped = false;
  }

  /**
   * The state in which this very training was interrupted, if it was.
   * @param {Settings} settings @param {import("../data.js").PatternSet} patterns @param {import("../tasks/messages.js").Images} images
   * @returns {Promise<Kept | null>}
   */
  async recall(settings, patterns, images) {
    this.next = firstMs;
    this.asked = 0;
    this.key = globalThis.crypto?.subtle ? await keyOf(settings, patterns, images) : "";
    if (!this.key || kept(mark) === null) return null;
    try {
      const { find } = await import("./places.js");
      const found = await soon(find(this.key));
      if (!found || !(found.state instanceof Float64Array)) return null;
      this.say("keep.resumed", { iteration: found.iteration });
      return found;
    } catch (error) {
      this.say("keep.unread", { why: nameOf(error) });
      return null;
    }
  }

  /** Asks a training that has run for long for its state. @param {Training} training */
  watch({ job, took, session }) {
    if (this.stopped || !this.key || this.asked > 0 || took < this.next) return;
    this.asked = performance.now();
    this.took = took;
    session.send({ type: "state", job });
  }

  /** @param {Extract<import("../tasks/messages.js").Reply, {type: "state"}>} reply */
  async keep({ iteration, state }) {
    const { key, took, asked } = this;
    try {
      const { put } = await import("./places.js");
      await soon(put({ key, iteration, took, state }));
      localStorage.setItem(mark, "kept");
      if (key !== this.key) await this.remove(key); // it has ended meanwhile
    } catch (error) {
      this.stopped = true;
      const full = nameOf(error) === "QuotaExceededError";
      if (full) this.say("keep.full", { size: Math.ceil(state.byteLength / 2 ** 20) });
      else this.say("keep.refused", { why: nameOf(error) });
    }
    const spent = performance.now() - asked;
    this.next = took + spent + Math.max(everyMs, patience * spent);
    this.asked = 0;
  }

  /** The training is over: nothing of it need be kept. */
  async forget() {
    const { key } = this;
    this.key = "";
    if (key && kept(mark) !== null) await this.remove(key).catch(() => {}); // the oldest gives way to others
  }

  /** @param {string} key */
  async remove(key) {
    const { drop } = await import("./places.js");
    const others = await soon(drop(key));
    if (!others) localStorage.removeItem(mark);
  }

  /** The core refused what was kept. @param {string} why */
  refuse(why) {
    this.forget();
    this.say("keep.unread", { why });
  }

  /** @param {"keep.resumed" | "keep.refused" | "keep.full" | "keep.unread"} key @param {Record<string, string | number>} values */
  async say(key, values) {
    await speak("later");
    this.tell(text(key, /** @type {any} */ (values)));
  }
}
