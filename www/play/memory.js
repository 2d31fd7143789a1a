/** The pictures that the computer remembers, as buttons: a press asks for one. They are drawn from what it was taught. */
import { make } from "../dom.js";
import { button } from "../elements.js";
import { drawPicture } from "../pictures/tiles.js";
import { nameOf, wording } from "../wording.js";

/** @typedef {import("../session/session.js").Session} Session */

export class Memory {
  /** @param {HTMLElement} root @param {Session} session @param {(which: number) => void} ask */
  constructor(root, session, ask) {
    this.root = root;
    this.session = session;
    this.ask = ask;
    /** @type {HTMLButtonElement[]} */
    this.buttons = [];
    /** @type {unknown} the images that are shown */
    this.shown = null;
  }

  /** @param {number} asked */
  render(asked) {
    const { images } = this.session;
    if (images && images !== this.shown) this.draw();
    this.buttons.forEach((button, k) => {
      button.setAttribute("aria-pressed", String(k === asked));
    });
  }

  /** The name of a picture. @param {number} k */
  name(k) {
    return nameOf(this.session.images?.labels[k] ?? "");
  }

  draw() {
    const { images } = this.session;
    if (!images) return;
    this.shown = images;
    const { pixels, labels, width, height, channels } = images;
    for (const button of this.buttons) button.remove();
    this.buttons = labels.map((_, k) => {
      const canvas = make("canvas");
      const one = pixels.subarray(k * width * height * channels, (k + 1) * width * height * channels);
      drawPicture(canvas, one, width, height, 1, channels);
      canvas.style.cssText = ""; // the sheet gives it its size
      const words = wording({ "aria-label": "play.ask", title: "play.ask" }, { name: this.name(k) });
      return button({ "aria-pressed": "false", ...words }, () => this.ask(k), canvas);
    });
    this.root.prepend(...this.buttons);
  }
}
