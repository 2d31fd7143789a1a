/** What a figure tells its page: its state when asked, and by events what has changed. */
import { quality } from "../quality.js";

/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {import("../session/session.js").Session} Session */

/** @param {Session | null} session @param {Frame | null} frame the moment that is shown */
export function stateOf(session, frame) {
  if (!session) return { phase: "loading" };
  const { phase, player, settings, training } = session;
  const now = { phase, playing: player.playing, seed: settings.seed, model: training.fingerprint };
  if (!frame) return now;
  const { heat, best, inverted } = quality(frame);
  const { step, time, fingerprint } = frame;
  const at = { step, steps: player.steps, time, fingerprint };
  return { ...now, ...at, heat, overlap: best, inverted, samples: frame.heat.length };
}

/** Looks at a session now and then, and tells each change once. */
export class Teller {
  /** @param {(name: string, detail: object) => void} tell */
  constructor(tell) {
    this.tell = tell;
    this.phase = "";
    this.run = -1;
    this.fraction = -1;
    /** @type {Frame | null} */
    this.frame = null;
    this.error = "";
  }

  /** @param {Session} session @param {Frame | null} frame the moment that is shown */
  look(session, frame) {
    const { phase, training, generation, player, error, notice } = session;
    const { run } = generation;
    const wrong = error?.message ?? (phase === "broken" ? notice : "");
    if (wrong !== this.error && wrong) this.tell("error", { field: error?.field ?? "figure", message: wrong });
    if (phase === "training" && training.fraction !== this.fraction) {
      const { fraction, iteration, iterations } = training;
      this.tell("progress", { fraction, iteration, iterations });
    }
    if (phase === "trained" && this.phase !== "trained") {
      const { fingerprint, iterations, took } = training;
      this.tell("trained", { fingerprint, iterations, seconds: took / 1000 });
    }
    if (frame && frame !== this.frame && phase === "trained") {
      this.tell("frame", stateOf(session, frame));
      if (player.finished && frame.step >= player.steps && run !== this.run) {
        this.run = run;
        this.tell("end", stateOf(session, frame));
      }
    }
    Object.assign(this, { phase, fraction: training.fraction, frame, error: wrong });
  }
}
