/** Samples on their way from noise. */

import { make } from "../../dom.js";
import { heldAt } from "../../pictures/held.js";
import { SamplesView } from "../../pictures/samples.js";
import { caption } from "../words.js";

/** @typedef {import("../../session/session.js").Session} Session */
/** @typedef {import("../../tasks/messages.js").Frame} Frame */

/** A stage with the samples of one session. */
export class Stage {
  /** @param {() => void} changed */
  constructor(changed) {
    this.canvas = make("canvas", { role: "img", id: "samples" });
    this.root = make("div", { class: "stage", part: "stage" }, this.canvas);
    this.samples = new SamplesView(this.canvas);
    this.samples.onresize = changed;
  }

  /** @param {Session} session @param {Frame | null} frame */
  render(session, frame) {
    const { images, player } = session;
    if (!frame || !images) return;
    if (frame.pixels.length !== frame.heat.length * images.width * images.height * images.channels) return;
    this.samples.showGrid(frame, images, { held: heldAt(session, frame.step, images) });
    const still = !player.playing || frame.step >= player.steps;
    if (still) this.canvas.setAttribute("aria-label", caption(session, frame, ""));
  }
}

export class View {
  /** @param {HTMLElement} root @param {Session} _session @param {() => void} changed */
  constructor(root, _session, changed) {
    this.stage = new Stage(changed);
    root.append(this.stage.root);
  }

  /** @param {Session} session @param {Frame | null} frame */
  render(session, frame) {
    this.stage.render(session, frame);
  }
}
