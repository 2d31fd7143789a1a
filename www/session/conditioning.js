/** A generation's conditioning beyond its settings: classes, or the completion of a digit. */
import { inColour } from "../data.js";

/** @typedef {import("../data.js").PatternSet} PatternSet */
/** @typedef {import("./completion.js").Completion} Completion */

/** The classes that can be asked for. @param {PatternSet} patterns */
function classesOf(patterns) {
  if (inColour(patterns)) return patterns.names.map((_, i) => i);
  return patterns.source === "mnist" ? patterns.names.map(Number).sort() : [];
}

export class Conditioning {
  /**
   * @param {number | "each"} [asked] the class asked for, where the computer knows classes
   * @param {number} [index] which unseen digit is to be completed
   * @param {string} [erased] what of it is erased at first
   */
  constructor(asked = "each", index = 0, erased = "lower") {
    this.asked = asked;
    /** @type {Completion | null} the digit to be completed */
    this.completion = null;
    this.index = index;
    this.atFirst = erased;
  }

  /** What is erased: the name of a part, or a mask as text. */
  get erased() {
    return this.completion?.text ?? this.atFirst;
  }

  /** The class of each sample, by its global index. @param {PatternSet} patterns @param {number} first @param {number} samples */
  classes(patterns, first, samples) {
    const known = classesOf(patterns);
    const of = (/** @type {number} */ k) => (this.asked === "each" ? known[(first + k) % known.length] : this.asked);
    return Uint8Array.from({ length: known.length ? samples : 0 }, (_, k) => of(k));
  }

  /** Asks for each where the class asked for is no longer learned. @param {PatternSet} patterns */
  keep(patterns) {
    if (this.asked !== "each" && !classesOf(patterns).includes(this.asked)) this.asked = "each";
  }

  /** What is held while a digit is completed. @param {number} scale the read-out scale @param {number} middle the read-out middle */
  clamp(scale, middle) {
    return this.completion?.clamp(scale, middle) ?? null;
  }

  /** Takes an unseen digit to complete. @param {PatternSet} patterns @param {number} index */
  async pose(patterns, index) {
    this.index = index;
    const [{ unseen }, { Completion }] = await Promise.all([import("../given.js"), import("./completion.js")]);
    const digit = await unseen(patterns, index);
    if (this.index !== index) return;
    this.completion = new Completion(digit, this.completion ? "lower" : this.atFirst);
  }

  /** Tells one conditioning from another. */
  get key() {
    return [this.asked, this.completion && this.index, this.erased];
  }
}
