/**
 * The small computer of this page, as the scenes see it: what the worker has told of it so far (tasks/story.js). Each
 * thing is asked for once, when a scene first needs it; where the worker is lost all that is missing is asked again.
 */

/** @typedef {{side: number, frames: Uint8Array, heat: Float64Array, targets: Float32Array}} Opening */
/** @typedef {{at: number, units: number, states: Float32Array, shares: Float64Array}} Film */
/** @typedef {{arrival: Float64Array, displacement: Float64Array, pull: Float64Array, residual: Float64Array, kicks: Float64Array, gradient: Float64Array, product: number, loss: number}} Step */
/** @typedef {{at: number, updates: number, i: number, j: number, coupling: number, step: Step, kicks: Float64Array, heat: Float64Array, inverted: number, pixels: Uint8Array, frames: Uint8Array, maps: Float32Array, odds: Float64Array, loss: number | null}} Level */
/** @typedef {{side: number, reach: number[], heights: Float64Array, paths: Float64Array, heat: Float64Array, landmarks: Float64Array, samples: number}} Fall */
/** @typedef {{digital: number, reads: number, joule: number}} Prices */

export const seed = 1;
/** What is read for the prices: the paper's units twice, at ten times Landauer's bound, at 300 K. */
export const reading = { kelvin: 300, bits: 2 * 1296, multiple: 10 };

export class Story {
  /** @param {import("../worker/client.js").Client} client @param {(why: import("../worker/client.js").Loss) => boolean} lost whether to begin again @param {(why: string) => void} refused */
  constructor(client, lost, refused) {
    this.client = client;
    /** Called when more is known. */
    this.changed = () => {};
    this.lost = lost;
    this.refused = refused;
    /** @type {import("../worker/client.js").Call | null} */
    this.call = null;
    /** @type {Set<string>} */
    this.asked = new Set();
    /** @type {Opening | null} */
    this.open = null;
    /** @type {Film[]} */
    this.films = [];
    /** @type {Level[]} */
    this.levels = [];
    /** @type {Fall | null} */
    this.fall = null;
    /** @type {Prices | null} */
    this.prices = null;
  }

  /** @param {"picture" | "films" | "learn" | "fall" | "prices"} what */
  need(what) {
    if (this.asked.has(what)) return;
    this.asked.add(what);
    this.call ??= this.begin();
    this.call.send(what, what === "prices" ? reading : {});
  }

  begin() {
    return this.client.ask(
      "story",
      { seed },
      {
        part: (part) => this.receive(part),
        failed: ({ message }) => this.refused(message),
        lost: (loss) => this.again(loss),
      },
    );
  }

  /** @param {import("../worker/client.js").Loss} loss */
  again(loss) {
    if (!this.lost(loss)) return;
    const asked = [...this.asked];
    this.asked.clear();
    this.call = null;
    for (const what of asked) this.need(/** @type {"picture"} */ (what));
  }

  /** @param {any} part */
  receive({ type, ...part }) {
    if (type === "open") this.open = part;
    else if (type === "film") this.films[part.at] = part;
    else if (type === "level") this.levels[part.at] = part;
    else if (type === "fall") this.fall = part;
    else if (type === "prices") this.prices = part;
    this.changed();
  }
}
