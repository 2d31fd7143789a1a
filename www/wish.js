/** What is wished of a generation beyond its settings: classes, or the completion of a digit. */
import { unseen } from "./data.js";
import { Puzzle } from "./puzzle.js";

/** @typedef {import("./data.js").PatternSet} PatternSet */

export class Wish {
  constructor() {
    /** @type {number | "each"} the class asked for, where the computer knows classes */
    this.asked = "each";
    /** @type {Puzzle | null} the digit to be completed */
    this.puzzle = null;
    this.index = 0;
  }

  /** The class of each sample, by its global index. @param {PatternSet} patterns @param {number} first @param {number} samples */
  classes({ source, names }, first, samples) {
    const known = source === "mnist" ? names.map(Number).sort() : [];
    const of = (/** @type {number} */ k) => (this.asked === "each" ? known[(first + k) % known.length] : this.asked);
    return Uint8Array.from({ length: known.length ? samples : 0 }, (_, k) => of(k));
  }

  /** What is held while a digit is completed. @param {number} scale the read-out scale */
  clamp(scale) {
    return this.puzzle?.clamp(scale) ?? null;
  }

  /** Takes an unseen digit to complete. @param {PatternSet} patterns @param {number} index */
  async pose(patterns, index) {
    this.index = index;
    const digit = await unseen(patterns, index);
    if (this.index === index) this.puzzle = new Puzzle(digit);
  }

  /** Tells one wish from another. */
  get key() {
    return [this.asked, this.puzzle && this.index, String(this.puzzle?.erased)];
  }
}
