/** The loss of a training as it falls to its optimum, over the samples that are made meanwhile. */
import { Plot } from "../../charts/plot.js";
import { make, say } from "../../dom.js";
import { duration, fixed } from "../../format.js";
import { text } from "../../texts.js";
import { Stage } from "./denoise.js";

/** @typedef {import("../../session/session.js").Session} Session */
/** @typedef {import("../../tasks/messages.js").Frame} Frame */

export class View {
  /** @param {HTMLElement} root @param {Session} _session @param {() => void} changed */
  constructor(root, _session, changed) {
    this.drawn = "";
    this.plot = new Plot({ height: 130 });
    this.note = make("p", { class: "key" });
    this.stage = new Stage(changed);
    root.append(this.stage.root, make("div", { class: "view" }, this.plot.root, this.note));
  }

  /** @param {Session} session @param {Frame | null} frame */
  render(session, frame) {
    this.stage.render(session, frame);
    const { loss, optimum, training, phase } = session;
    const shown = phase === "trained" ? training.shown : loss.length;
    const state = [loss.length, optimum, training.iterations, shown, phase].join();
    if (state === this.drawn) return;
    this.drawn = state;
    this.draw(loss, optimum, Math.max(1, training.iterations), shown);
    const took = { iterations: training.iterations, time: duration(training.took / 1000) };
    say(this.note, phase === "trained" ? text("embed.trained", took) : "");
  }

  /** @param {number[]} loss @param {number | null} optimum @param {number} iterations @param {number} shown */
  draw(loss, optimum, iterations, shown) {
    const values = { count: loss.length, first: fixed(loss[0] ?? 0, 2), last: fixed(loss.at(-1) ?? 0, 2) };
    const best = optimum === null ? "" : text("embed.loss.optimum", { value: fixed(optimum, 2) });
    const line = { label: "", ink: "plain", x: loss.map((_, i) => i + 1), y: loss };
    this.plot.show(
      {
        lines: loss.length ? [line] : [],
        levels: optimum === null ? [] : [{ value: optimum, label: best }],
        marks: shown > 0 && shown < loss.length ? [{ at: shown, kind: "head-line" }] : [],
        names: { x: text("embed.loss", { iterations }), y: best },
        ranges: { x: [0, iterations] },
      },
      text(loss.length ? "embed.loss.now" : "embed.loss.none", values),
    );
  }
}
