/** Two settings side by side with the same noise: what differs in the pictures is the effect of the setting. */

import { make, say } from "../../dom.js";
import { fixed, heat, signed } from "../../format.js";
import { quality } from "../../quality.js";
import { Comparison } from "../../session/comparison.js";
import { text } from "../../texts.js";
import { Stage } from "./denoise.js";

/** @typedef {import("../../session/session.js").Session} Session */
/** @typedef {import("../../tasks/messages.js").Frame} Frame */
/** @typedef {import("../../tasks/messages.js").Settings} Settings */

export class View {
  /** @param {HTMLElement} root @param {Session} session @param {() => void} changed */
  constructor(root, session, changed) {
    this.session = session;
    this.changed = changed;
    this.sides = [0, 1].map(() => {
      const stage = new Stage(changed);
      const words = make("figcaption");
      return { stage, words, root: make("figure", {}, stage.root, words) };
    });
    this.note = make("p", { class: "problem" });
    root.append(make("div", { class: "pair" }, ...this.sides.map((side) => side.root)), this.note);
    /** @type {Comparison | null} */
    this.comparison = null;
    this.wanted = "";
  }

  /** Takes what differs. @param {import("../../link/scenes.js").Place} place */
  open({ compare }) {
    const wanted = JSON.stringify(compare);
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    this.end();
    this.comparison = compare ? new Comparison(this.session, compare, this.changed) : null;
    this.sides[1].root.hidden = !compare;
    say(this.note, compare ? "" : text("embed.compare.need"));
  }

  tick() {
    return this.comparison?.tick() ?? false;
  }

  /** @param {Session} session @param {Frame | null} frame */
  render(session, frame) {
    const { comparison } = this;
    this.side(0, session, frame);
    if (!comparison) return;
    comparison.follow();
    this.side(1, comparison.session, comparison.session.player.frame);
  }

  /** @param {number} which @param {Session} session @param {Frame | null} frame */
  side(which, session, frame) {
    const { stage, words } = this.sides[which];
    stage.render(session, frame);
    const names = Object.keys(this.comparison?.differences ?? {});
    const values = names.map((name) => `${name} ${session.settings[name]}`).join(", ");
    if (!frame) return say(words, values);
    const { heat: mean, best } = quality(frame);
    say(words, `${values} · t ${fixed(frame.time, 2)} · ${signed(best)} · ${heat(mean)} kT`);
  }

  /** The second computer begins again after an end, and follows to the same moment. */
  resume() {
    const compare = JSON.parse(this.wanted || "null");
    this.comparison = compare ? new Comparison(this.session, compare, this.changed) : null;
  }

  end() {
    this.comparison?.end();
    this.comparison = null;
  }
}
