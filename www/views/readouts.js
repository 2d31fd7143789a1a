/** The live numbers, the caption (the stage's text twin) and the announcements. */

import { byId, say } from "../dom.js";
import { fixed, heat, signed } from "../format.js";
import { quality } from "../quality.js";
import { language, text } from "../texts.js";
import { nameOf } from "../wording.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */

const sentenceMs = 250;

export class ReadoutsView {
  constructor() {
    const ids = [
      "heat",
      "spread",
      "cooling",
      "overlap",
      "inverted",
      "time",
      "step",
      "seed",
      "print",
      "replay",
      "workers",
      "model",
    ];
    this.cells = Object.fromEntries(ids.map((id) => [id, byId(`r-${id}`)]));
    this.caption = byId("caption");
    this.live = byId("live");
    this.canvas = byId("samples");
    this.milestone = "";
    /** The run whose end was told: a loop does not tell it again. */
    this.ended = 0;
    this.told = Number.NEGATIVE_INFINITY;
    /** What went on when sentences were told last. */
    this.situation = "";
  }

  /**
   * Whether sentences are due: during a run not with every frame, which no reader and no translator could follow,
   * but at once when it begins, is made longer or ends: an old sentence would be untrue of it. @param {Session} session
   */
  tells({ phase, player }) {
    const now = performance.now();
    const situation = [phase, player.run, player.steps, player.atEnd].join();
    if (situation === this.situation && player.playing && now - this.told < sentenceMs) return false;
    this.told = now;
    this.situation = situation;
    return true;
  }

  /** @param {Session} session @param {Frame | null} frame the frame on the stage */
  render(session, frame) {
    const { cells } = this;
    say(cells.seed, String(session.settings.seed));
    say(cells.replay, session.generation.replay && text(`replay.${session.generation.replay}`));
    say(cells.workers, session.generation.workers > 1 ? text("run.workers", { n: session.generation.workers }) : "");
    const steps = session.player.steps;
    const tells = this.tells(session);
    if (frame) {
      const { heat: mean, spread, cooling, best, inverted } = quality(frame);
      const count = frame.heat.length;
      say(cells.heat, heat(mean));
      say(cells.spread, count > 1 ? text("run.spread", { spread: heat(spread) }) : text("run.one"));
      const cooled = Number(session.settings.cool) > 0;
      say(cells.cooling, cooled ? text("run.cooling", { heat: heat(cooling) }) : "");
      say(cells.overlap, signed(best));
      say(cells.inverted, inverted ? text("run.inverted", { inverted, count }) : text("run.upright"));
      if (tells) {
        say(cells.time, fixed(frame.time, 3));
        say(cells.step, steps ? text("run.step", { step: frame.step, steps }) : "");
      }
      say(cells.print, frame.fingerprint);
      say(cells.model, session.training.fingerprint || "–");
    } else {
      for (const id of ["heat", "overlap", "time", "print", "model"]) say(cells[id], "–");
      for (const id of ["spread", "cooling", "inverted", "step"]) say(cells[id], "");
    }
    const words = describe(session, frame);
    if (tells) say(this.caption, words);
    this.announce(session, words);
  }

  /** Speaks at milestones only: a live region that changed with every frame would never stop. @param {Session} session @param {string} words */
  announce(session, words) {
    const { phase, player, held, error, notice } = session;
    const { run } = session.generation;
    if (player.atEnd) this.ended = run;
    const still = player.frames.length > 0 && !player.playing && player.target === null;
    const milestone = [
      language(),
      phase,
      held,
      run,
      this.ended === run ? "end" : still && player.head,
      error?.message,
      notice,
    ].join();
    if (milestone === this.milestone) return;
    this.milestone = milestone;
    say(this.live, error ? error.message : words);
    this.canvas.setAttribute("aria-label", words);
  }
}

/** @param {Session} session @param {Frame | null} frame */
function describe(session, frame) {
  const { phase, training, player, preview, settings } = session;
  if (phase === "loading") return text("caption.loading");
  if (phase === "broken") return text("caption.broken");
  if (phase === "stopped") return text("caption.stopped");
  if (phase === "training") {
    const progress = { names: learned(session), iteration: training.iteration, iterations: training.iterations };
    if (!preview) return text("caption.learning", progress);
    return text("caption.preview", { ...progress, shown: preview.iteration });
  }
  if (session.checkpoints.standing) return text("caption.morph", { shown: training.shown });
  if (!frame) return text("caption.start", { count: Number(settings.samples) });
  const { best, inverted, heat: mean } = quality(frame);
  const count = frame.heat.length;
  const cooled = Number(settings.cool) > 0 && frame.time > Number(settings.generate_time);
  const when = player.atEnd ? (cooled ? "cooled" : "end") : cooled ? "cooling" : "time";
  return text((session.patterns.each ?? 1) > 1 ? "caption.classes" : "caption.images", {
    count,
    samples: text("samples.count", { count }),
    when: text(`when.${when}`, { time: fixed(frame.time, 2) }),
    inverted: inverted ? text("caption.inverted", { count, n: inverted }) : "",
    overlap: signed(best),
    heat: heat(mean),
  });
}

/** The learned patterns, by name. @param {Session} session */
function learned({ images, patterns }) {
  const names = images?.labels.map(nameOf).join(", ") ?? "";
  const each = patterns.each ?? 1;
  return each > 1 ? text("caption.each", { names, each }) : names;
}
