/** Heat that each sample emits on its way, below the samples. */
import { Plot } from "../../charts/plot.js";
import { make } from "../../dom.js";
import { heat as kt } from "../../format.js";
import { quality } from "../../quality.js";
import { text } from "../../texts.js";
import { Stage } from "./denoise.js";

/** @typedef {import("../../session/session.js").Session} Session */
/** @typedef {import("../../tasks/messages.js").Frame} Frame */

const mostLines = 24;

export class View {
  /** @param {HTMLElement} root @param {Session} _session @param {() => void} changed */
  constructor(root, _session, changed) {
    /** @type {unknown[]} */
    this.drawn = [];
    this.plot = new Plot({ height: 150 });
    this.stage = new Stage(changed);
    root.append(this.stage.root, make("div", { class: "view" }, this.plot.root));
  }

  /** @param {Session} session @param {Frame | null} frame */
  render(session, frame) {
    this.stage.render(session, frame);
    const { player, phase } = session;
    const state = [player.run, player.frames.length, frame, phase];
    if (!frame || phase !== "trained" || state.every((v, i) => v === this.drawn[i])) return;
    this.drawn = state;
    this.draw(session, frame);
  }

  /** @param {Session} session @param {Frame} frame */
  draw({ player: { frames, steps }, settings }, frame) {
    const x = frames.map((one) => one.time);
    const curve = (/** @type {(frame: Frame) => number} */ of, kind = "") => ({
      label: "",
      ink: "heat",
      x,
      y: frames.map(of),
      dash: 0,
      kind,
    });
    const each = Array.from({ length: Math.min(mostLines, frame.heat.length) }, (_, s) =>
      curve((one) => one.heat[s], "one"),
    );
    const { heat, spread } = quality(frame);
    const words = { samples: frame.heat.length, mean: kt(heat), spread: kt(spread), time: frame.time.toFixed(2) };
    this.plot.show(
      {
        lines: [...each, curve((one) => quality(one).heat)],
        marks: [{ at: frame.time, kind: "head-line" }],
        names: { y: `${text("embed.heat.axis")} ${words.mean} ± ${words.spread} kT` },
        ranges: { x: [0, steps * Number(settings.generate_dt)] },
      },
      text("embed.heat.words", words),
    );
  }
}
