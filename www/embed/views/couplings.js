/** What the computer has learned: the couplings of its strongest hidden units with the pixels, as pictures. */
import { fixed } from "../../format.js";
import { text } from "../../texts.js";
import { make, say } from "../../views/dom.js";
import { Plates } from "../../views/plate.js";
import { strongestOf } from "../couplings.js";

/** @typedef {import("../../session/session.js").Session} Session */

const shown = 16;
const scale = 4; // pixels of a picture per unit

export class View {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.plates = new Plates();
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
    const { strongest, maps, largest } = strongestOf(model.data.couplings_vh, visible, hidden, shown);
    this.maps.replaceChildren(
      ...maps.map((map, i) => this.tile(map, largest, images.width, images.height, strongest[i])),
    );
    const words = { count: maps.length, hidden, largest: fixed(largest, 2) };
    say(this.note, text("embed.maps", words));
  }

  /** @param {Float32Array} map @param {number} largest @param {number} width @param {number} height @param {number} unit */
  tile(map, largest, width, height, unit) {
    const canvas = make("canvas", { role: "img", "aria-label": text("embed.map", { unit }) });
    [canvas.width, canvas.height] = [width * scale, height * scale];
    const bytes = Uint8Array.from(map, (j) => Math.round(127.5 * (1 + (largest ? j / largest : 0))));
    this.plates.load(bytes, width, height);
    const context = canvas.getContext("2d");
    if (context) this.plates.draw(context, 0, 0, 0, scale);
    return canvas;
  }
}
