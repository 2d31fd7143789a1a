/**
 * Checkpoints: moves the same samples through the iterations of a training, whose models were all kept.
 *
 * Plain conjugate gradients from θ = 0 make every iterate the model of a shorter training, bit for
 * bit, so that setting fewer iterations needs no training. The picture stands until the samples of
 * the other model have come to the same time.
 */
import { sameSet } from "../data.js";
import { restartBetween } from "../link/settings.js";

/** @typedef {import("../tasks/messages.js").Settings} Settings */
/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {import("./session.js").Session} Session */

const moments = 25; // recorded of a run that is only passed by

export class Checkpoints {
  /** @param {Session} session */
  constructor(session) {
    this.session = session;
    /** @type {import("../tasks/model.js").ModelData[]} the model after each iteration, from 0 on */
    this.models = [];
    /** @type {{settings: Settings, patterns: import("../data.js").PatternSet} | null} what they were learned with */
    this.learned = null;
    /** @type {{frame: Frame | null, step: number} | null} what is shown until the other samples are there */
    this.standing = null;
    /** @type {number | null} asked for meanwhile */
    this.wanted = null;
  }

  /** @param {import("../tasks/model.js").ModelData[]} models of the training that ended */
  keep(models) {
    const { settings, patterns } = this.session;
    Object.assign(this, { models, learned: { settings, patterns }, standing: null, wanted: null });
  }

  /** The most iterations that can be looked at without training; 0 where none were kept. */
  get reach() {
    return Math.max(0, this.models.length - 1);
  }

  /** Takes the kept model of these settings, if there is one. @param {Settings} settings */
  recall(settings) {
    const { session, learned, models } = this;
    const n = Number(settings.iterations);
    if (!learned || !session.model || !models[n] || !sameSet(learned.patterns, session.patterns)) return false;
    const rest = restartBetween({ ...learned.settings, iterations: n }, settings);
    if (rest === "training" || rest === "data") return false;
    const { training } = session;
    Object.assign(training, { model: { ...session.model, data: models[n] }, shown: n });
    training.load();
    return true;
  }

  /** Shows the samples after so many iterations, at the same time as now. @param {number} n */
  look(n) {
    const { session } = this;
    if (n === session.training.shown && this.wanted === null) return;
    this.wanted = this.standing ? n : null;
    if (this.standing) return session.changed();
    const { player } = session;
    this.standing = { frame: player.frame, step: Math.round(player.target ?? player.head) };
    player.pause();
    session.apply({ ...session.settings, iterations: n });
  }

  /** @param {number} run @param {number} steps @returns {boolean} whether the new run is on its way to the playhead's time */
  begin(run, steps) {
    if (!this.standing) return false;
    const { player } = this.session;
    player.begin(run, steps);
    player.every = Math.max(player.every, Math.ceil(steps / moments));
    player.seek(this.standing.step);
    return true;
  }

  /** After a frame: ends the change once the samples are there, and goes on to what was asked meanwhile. */
  settle() {
    const { standing, wanted, session } = this;
    if (!standing || session.player.recorded < standing.step) return;
    session.player.seek(standing.step);
    this.standing = null;
    this.wanted = null;
    if (wanted !== null) this.look(wanted);
  }
}
