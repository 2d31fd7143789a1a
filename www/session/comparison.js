/**
 * A comparison: a second computer next to the first, with other settings and the same random numbers.
 *
 * It has its own worker and follows the first in everything but the settings that differ: images, samples,
 * their events, and the moment shown. A sample's random numbers depend on seed and index
 * alone, so what is seen side by side is the effect of the difference, unless the seed is part of it.
 */
import { sameSet } from "../data.js";
import { Session } from "./session.js";

/** @typedef {import("../tasks/messages.js").Settings} Settings */

export class Comparison {
  /** @param {Session} first @param {Settings} differences @param {() => void} changed */
  constructor(first, differences, changed) {
    this.first = first;
    this.differences = differences;
    this.session = new Session(changed, { ...first.source, size: 1, first: false });
    Object.assign(this.session, { follows: true, autoplay: false });
    this.conditioned = "";
    this.open();
    this.session.start();
  }

  get settings() {
    return { ...this.first.settings, ...this.differences };
  }

  /** Takes over everything. */
  open() {
    const { first, session } = this;
    this.conditioned = String(first.conditioning.key);
    session.open({ ...first.place, settings: this.settings });
    session.conditioning = first.conditioning;
  }

  /** Takes over what has changed in the first one, once that has learned it. */
  follow() {
    const { first, session, settings } = this;
    if (first.phase !== "trained") return;
    if (first.scene !== session.scene || !sameSet(first.patterns, session.patterns)) return this.open();
    const asked = String(first.conditioning.key) === this.conditioned;
    this.conditioned = String(first.conditioning.key);
    session.conditioning = first.conditioning;
    session.adopt(settings, first.first, first.events, !asked);
  }

  /** Moves to the moment that the first one shows. @returns {boolean} whether the picture may have changed */
  tick() {
    const [a, b] = [this.first.player, this.session.player];
    if (a.steps === 0 || b.frames.length === 0) return false;
    const pace = Number(this.first.settings.generate_dt) / Number(this.settings.generate_dt);
    return b.follow(Math.round(a.head * pace), Math.round(a.goal * pace));
  }

  end() {
    this.session.pool.end();
  }
}
