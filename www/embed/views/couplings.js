/** The learned couplings: those of its strongest hidden units with the pixels, as pictures. */

import { make, say } from "../../dom.js";
import { fixed } from "../../format.js";
import { signedBytes } from "../../pictures/brightness.js";
import { drawPicture } from "../../pictures/tiles.js";
import { text } from "../../texts.js";
import { strongestOf, visibleHidden } from "../couplings.js";

/** @typedef {import("../../session/session.js").Session} Session */

const shown = 16;
const scale = 4; // pixels of a picture per unit

export class View {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.maps = make("div", { class: "maps", part: "stage" });
    this.note = make("p", { class: "view key" });
    this.drawn = "";
    root.append(this.maps, this.note);
  }

  /** @param {Session} session */
  render({ model, images, training, phase }) {
    const state = `${training.fingerprint} ${training.shown}`;
    if (phase !== "trained" || !model || !images || state === this.drawn) return;
    this.drawn = state;
    const { visible, hidden } = model;
    if (hidden === 0) return say(this.note, text("embed.maps.none"));
    const { strongest, maps, largest } = strongestOf(
      visibleHidden(model.data, visible, hidden),
      visible,
      hidden,
      shown,
    );
    this.maps.replaceChildren(
      ...maps.map((map, i) => this.tile(map, largest, images.width, images.height, strongest[i])),
    );
    const words = { count: maps.length, hidden, largest: fixed(largest, 2) };
    say(this.note, text("embed.maps", words));
  }

  /** @param {Float32Array} map @param {number} largest @param {number} width @param {number} height @param {number} unit */
  tile(map, largest, width, height, unit) {
    const canvas = make("canvas", { role: "img", "aria-label": text("embed.map", { unit }) });
    drawPicture(canvas, signedBytes(map, largest), width, height, scale);
    canvas.removeAttribute("style"); // it is as wide as its place
    return canvas;
  }
}
