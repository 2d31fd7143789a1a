/** Holds the end of a run against the end of the same run before: the same bits, or not. */

const most = 200;

export class Replays {
  constructor() {
    /** @type {Map<string, string>} last fingerprint of each run seen */
    this.seen = new Map();
  }

  /** @param {unknown[]} what all that decides the run @param {string} end its last fingerprint @returns {"" | "same" | "different"} */
  compare(what, end) {
    const key = JSON.stringify(what);
    const before = this.seen.get(key);
    if (this.seen.size > most) this.seen.clear();
    this.seen.set(key, end);
    if (!before) return "";
    return before === end ? "same" : "different";
  }
}
