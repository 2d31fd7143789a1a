/** Heat that each sample emits on its way, beside the samples. */
import { heat as kt } from "../../format.js";
import { quality } from "../../session/quality.js";
import { text } from "../../texts.js";
import { make } from "../../views/dom.js";
import { Stage } from "./denoise.js";
import { Plot } from "./plot.js";

/** @typedef {import("../../session/session.js").Session} Session */
/** @typedef {import("../../tasks/messages.js").Frame} Frame */

const mostLines = 24;
const mostPoints = 120;

export class View {
  /** @param {HTMLElement} root @param {Session} _session @param {() => void} changed */
  constructor(root, _session, changed) {
    /** @type {unknown[]} */
    this.drawn = [];
    this.plot = new Plot(150, () => {
      this.drawn = [];
      changed();
    });
    this.stage = new Stage(changed);
    root.append(this.stage.root, make("div", { class: "view" }, this.plot.root));
  }

  /** @param {Session} session @param {Frame | null} frame */
  render(session, frame) {
    this.stage.render(session, frame);
    const { player, phase } = session;
    const state = [player.run, player.frames.length, frame, this.plot.width];
    if (!frame || phase !== "trained" || state.every((v, i) => v === this.drawn[i])) return;
    this.drawn = state;
    const stride = Math.max(1, Math.ceil(player.frames.length / mostPoints));
    const last = player.frames.length - 1;
    const frames = player.frames.filter((_, i) => i % stride === 0 || i === last);
    const end = player.steps * Number(session.settings.generate_dt);
    const all = frames.flatMap(({ heat }) => [...heat]);
    const { heat, spread } = quality(frame);
    const time = frame.time.toFixed(2);
    const words = { samples: frame.heat.length, mean: kt(heat), spread: kt(spread), time };
    const ends = [Math.min(0, ...extent(all)), Math.max(1, ...extent(all))];
    this.plot.begin([0, end], ends, text("embed.heat.words", words));
    this.plot.level("base-line", 0);
    const times = frames.map((f) => f.time);
    for (let s = 0; s < Math.min(mostLines, frame.heat.length); s++) {
      this.plot.line(
        "curve one-line",
        times,
        frames.map((f) => f.heat[s]),
      );
    }
    this.plot.line(
      "curve heat-line",
      times,
      frames.map((f) => quality(f).heat),
    );
    this.plot.mark("head-line", frame.time);
    this.plot.words(text("embed.heat.axis"), `${words.mean} ± ${words.spread} kT`);
  }
}

/** @param {number[]} values */
const extent = (values) => [values.reduce((a, b) => Math.min(a, b), 0), values.reduce((a, b) => Math.max(a, b), 0)];
