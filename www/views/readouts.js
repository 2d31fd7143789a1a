/** The live numbers, the caption (the stage's text twin) and the announcements. */
import { fixed, heat, signed } from "../format.js";
import { quality } from "../quality.js";
import { byId, say } from "./dom.js";

/** @typedef {import("../session.js").Session} Session */
/** @typedef {import("../protocol.js").Frame} Frame */

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
    ];
    this.cells = Object.fromEntries(ids.map((id) => [id, byId(`r-${id}`)]));
    this.caption = byId("caption");
    this.live = byId("live");
    this.canvas = byId("samples");
    this.milestone = "";
  }

  /** @param {Session} session @param {Frame | null} frame the frame on the stage */
  render(session, frame) {
    const { cells } = this;
    say(cells.seed, String(session.settings.seed));
    say(cells.replay, replayWords[session.replay]);
    say(cells.workers, session.workers > 1 ? `computed by ${session.workers} workers` : "");
    const steps = session.player.steps;
    if (frame) {
      const { heat: mean, spread, cooling, best, inverted } = quality(frame);
      const count = frame.heat.length;
      say(cells.heat, heat(mean));
      say(cells.spread, count > 1 ? `± ${heat(spread)} between samples` : "one sample");
      const cooled = Number(session.settings.cool) > 0;
      say(cells.cooling, cooled ? `and ${heat(cooling)} kT while cooling, booked apart` : "");
      say(cells.overlap, signed(best));
      say(cells.inverted, inverted ? `${inverted} of ${count} inverted` : "none inverted");
      say(cells.time, fixed(frame.time, 3));
      say(cells.step, steps ? `step ${frame.step} of ${steps}` : "");
      say(cells.print, frame.fingerprint);
    } else {
      for (const id of ["heat", "overlap", "time", "print"]) say(cells[id], "–");
      for (const id of ["spread", "cooling", "inverted", "step"]) say(cells[id], "");
    }
    const words = describe(session, frame);
    say(this.caption, words);
    this.announce(session, words);
  }

  /** Speaks at milestones only: a live region that changed with every frame would never stop. @param {Session} session @param {string} words */
  announce(session, words) {
    const { phase, player, held, error, notice } = session;
    const still = player.frames.length > 0 && !player.playing && player.target === null;
    const milestone = [phase, held, session.run, still && player.head, error?.message, notice].join();
    if (milestone === this.milestone) return;
    this.milestone = milestone;
    say(this.live, error ? error.message : words);
    this.canvas.setAttribute("aria-label", words);
  }
}

const replayWords = {
  "": "",
  same: "the same bits as the last time this run was computed",
  different: "differs from the last time this run was computed: please report it",
};

/** @param {Session} session @param {Frame | null} frame */
function describe(session, frame) {
  const { phase, training, images, player, preview, settings } = session;
  const many = session.patterns.each ?? 1;
  const names = `${images?.labels.join(", ") ?? ""}${many > 1 ? `, ${many} examples of each` : ""}`;
  if (phase === "loading") return "Loading the computer.";
  if (phase === "broken") return "The computer is not running.";
  if (phase === "stopped") return "Training stopped.";
  if (phase === "training") {
    const progress = `Learning ${names}: iteration ${training.iteration} of ${training.iterations}.`;
    return preview ? `${progress} The samples show what it would make after iteration ${preview.iteration}.` : progress;
  }
  if (session.morph.standing) return `Computing the samples of the model after ${training.shown} iterations.`;
  if (!frame) return `${settings.samples} samples start from noise.`;
  const { best, inverted, heat: mean } = quality(frame);
  const count = frame.heat.length;
  const hot = Number(settings.generate_time);
  const cooled = Number(settings.cool) > 0 && frame.time > hot;
  const end = player.atEnd
    ? `at the end${cooled ? ", cooled" : ""}`
    : `at time ${fixed(frame.time, 2)}${cooled ? ", cooling" : ""}`;
  const turned = inverted ? `, ${inverted} of them inverted` : "";
  return `${count} samples ${end}${turned}: mean best overlap with the ${many > 1 ? "class means" : "training images"} ${signed(best)}, ${heat(mean)} kT of heat emitted on average.`;
}
