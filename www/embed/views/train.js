/** The loss of a training as it falls to its optimum, over the samples that are made meanwhile. */
import { duration, fixed } from "../../format.js";
import { text } from "../../texts.js";
import { make, say } from "../../views/dom.js";
import { Stage } from "./denoise.js";
import { Plot } from "./plot.js";

/** @typedef {import("../../session/session.js").Session} Session */
/** @typedef {import("../../tasks/messages.js").Frame} Frame */

const most = 300; // points drawn

export class View {
  /** @param {HTMLElement} root @param {Session} _session @param {() => void} changed */
  constructor(root, _session, changed) {
    this.drawn = "";
    this.plot = new Plot(120, () => {
      this.drawn = "";
      changed();
    });
    this.note = make("p", { class: "key" });
    this.stage = new Stage(changed);
    root.append(this.stage.root, make("div", { class: "view" }, this.plot.root, this.note));
  }

  /** @param {Session} session @param {Frame | null} frame */
  render(session, frame) {
    this.stage.render(session, frame);
    const { loss, optimum, training, phase } = session;
    const shown = phase === "trained" ? training.shown : loss.length;
    const state = [loss.length, optimum, training.iterations, shown, this.plot.width, phase].join();
    if (state === this.drawn) return;
    this.drawn = state;
    this.draw(loss, optimum, Math.max(1, training.iterations), shown);
    const took = { iterations: training.iterations, time: duration(training.took / 1000) };
    say(this.note, phase === "trained" ? text("embed.trained", took) : "");
  }

  /** @param {number[]} loss @param {number | null} optimum @param {number} iterations @param {number} shown */
  draw(loss, optimum, iterations, shown) {
    const stride = Math.max(1, Math.ceil(loss.length / most));
    const at = loss.map((_, i) => i).filter((i) => i % stride === 0 || i === loss.length - 1);
    const [low, high] = [
      Math.min(0, optimum ?? 0, ...at.map((i) => loss[i])),
      Math.max(0.05, ...at.map((i) => loss[i])),
    ];
    const values = { count: loss.length, first: fixed(loss[0] ?? 0, 2), last: fixed(loss.at(-1) ?? 0, 2) };
    this.plot.begin([0, iterations], [low, high], text(loss.length ? "embed.loss.now" : "embed.loss.none", values));
    this.plot.level("base-line", 0);
    if (optimum !== null) this.plot.level("base-line best-line", optimum);
    this.plot.line(
      "curve ink-line",
      at.map((i) => i + 1),
      at.map((i) => loss[i]),
    );
    if (shown > 0 && shown < loss.length) this.plot.mark("head-line", shown);
    const head = optimum === null ? "" : text("embed.loss.optimum", { value: fixed(optimum, 2) });
    this.plot.words(text("embed.loss", { iterations }), head);
  }
}
