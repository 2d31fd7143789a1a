/**
 * One or two units that a scene watches while they move, and the crowd that is counted beside them. All physics
 * comes from the worker (tasks/crowd.js).
 */
import { prefersStills } from "../detect.js";

/** @typedef {import("../tasks/crowd.js").Shape} Shape */
/** @typedef {import("../tasks/crowd.js").Settings} Settings */

const timePerSecond = 0.5; // of the watched system
const kept = 160; // places of the trail
const most = 20_000; // systems counted

export class Watched {
  /** @param {import("./crowds.js").Crowds} crowds @param {number} units @param {Settings} settings */
  constructor(crowds, units, settings) {
    this.crowds = crowds;
    this.units = units;
    this.settings = settings;
    /** @type {import("../worker/client.js").Call | null} */
    this.call = null;
    /** @type {Shape | null} */
    this.shape = null;
    /** @type {number[][]} from old to new */
    this.trail = [];
    /** @type {number[]} */
    this.force = [];
    /** @type {Uint32Array | null} */
    this.counts = null;
    this.samples = 0;
    this.off = 0; // standard deviations between counts and density
    this.owed = 0;
    this.waiting = false;
    this.moves = false;
    this.changed = false;
    this.before = 0;
  }

  /** Goes on from where it is. */
  begin() {
    this.moves = true;
    if (this.call) return void this.call.send("count", { most });
    this.ask();
  }

  ask() {
    this.call?.stop();
    this.waiting = true;
    this.samples = 0;
    const { units, settings } = this;
    this.call = this.crowds.begin(
      { units, settings: { ...settings }, seed: 1, place: this.last() },
      { part: (part) => this.receive(part), refused: () => {}, lost: () => this.ask() },
    );
    this.call?.send("count", { most });
    if (prefersStills()) this.call?.send("watch", { steps: kept });
  }

  pause() {
    this.moves = false;
    this.call?.send("count", { most: 0 });
  }

  /** @param {Partial<Settings>} settings */
  set(settings) {
    Object.assign(this.settings, settings);
    this.ask();
  }

  /** @param {number[]} place */
  place(place) {
    this.trail.push(place);
    this.call?.send("place", { place });
    this.changed = true;
  }

  /** @returns {number[]} */
  last() {
    return this.trail.at(-1) ?? Array(this.units).fill(0);
  }

  /** V of one unit at x, kT. @param {number} x */
  energy(x) {
    if (!this.shape) return null;
    const [, low, high] = this.shape.grid;
    const { energies } = this.shape;
    const at = Math.min(energies.length - 1.001, Math.max(0, ((x - low) / (high - low)) * (energies.length - 1)));
    const k = Math.floor(at);
    return energies[k] + (at - k) * (energies[k + 1] - energies[k]);
  }

  /** @param {import("../tasks/crowd.js").Part} part */
  receive(part) {
    this.changed = true;
    if ("shape" in part) {
      this.shape = part.shape;
      this.waiting = false;
    } else if ("path" in part) {
      this.waiting = false;
      for (let at = 0; at < part.path.length; at += this.units)
        this.trail.push([...part.path.slice(at, at + this.units)]);
      this.trail = this.trail.slice(-kept);
      this.force = [...part.force];
    } else {
      this.counts = part.counts;
      const [samples, , chi, expected, spread] = part.agreement;
      Object.assign(this, { samples, off: (chi - expected) / (spread || 1) });
    }
  }

  /** @param {number} now ms @returns {boolean} whether anything has changed */
  tick(now) {
    const passed = Math.min(0.1, (now - this.before) / 1000);
    this.before = now;
    if (this.moves && !this.waiting && this.call && !prefersStills()) {
      this.owed += (passed * timePerSecond) / this.settings.dt;
      const steps = Math.floor(this.owed);
      this.owed -= steps;
      if (steps > 0) {
        this.waiting = true;
        this.call.send("watch", { steps });
      }
    }
    const { changed } = this;
    this.changed = false;
    return changed;
  }
}
