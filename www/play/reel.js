/** The film strip: moments of the last seconds as small pictures; a press goes there and stands still. */
import { make } from "../dom.js";
import { button } from "../elements.js";
import { fixed } from "../format.js";
import { drawPicture } from "../pictures/tiles.js";
import { text } from "../texts.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */

const moments = 8;
const steps = 420; // that the strip goes back
const everyMs = 700; // between two drawings of it

export class Reel {
  /** @param {HTMLElement} root @param {Session} session @param {() => void} stop */
  constructor(root, session, stop) {
    this.root = root;
    this.session = session;
    this.stop = stop;
    this.last = 0;
    /** @type {Frame[]} */
    this.frames = [];
    this.buttons = Array.from({ length: moments }, (_, i) => {
      return button({}, () => this.go(i), make("canvas"));
    });
    root.append(...this.buttons);
  }

  /** @returns {boolean} whether it is open */
  toggle() {
    this.root.hidden = !this.root.hidden;
    this.last = 0;
    this.session.changed();
    return !this.root.hidden;
  }

  /** @param {number} i */
  go(i) {
    this.stop();
    this.session.player.seek(this.frames[i]?.step ?? 0);
    this.session.changed();
  }

  /** @param {Frame | null} shown */
  render(shown) {
    const { player, images } = this.session;
    const stands = !player.playing && this.frames.length > 0 && this.last > 0;
    if (this.root.hidden || !images || !shown || stands || performance.now() - this.last < everyMs) return;
    this.last = performance.now();
    const all = player.frames.filter(({ step }) => step > player.recorded - steps);
    this.frames = Array.from({ length: moments }, (_, i) => all[Math.round((i * (all.length - 1)) / (moments - 1))]);
    const { width, height, channels } = images;
    this.frames.forEach((frame, i) => {
      const button = this.buttons[i];
      const canvas = /** @type {HTMLCanvasElement} */ (button.firstChild);
      drawPicture(canvas, frame.pixels.subarray(0, width * height * channels), width, height, 1, channels);
      canvas.style.cssText = ""; // the sheet gives it its size
      button.setAttribute("aria-label", text("play.film.at", { time: fixed(frame.time, 1) }));
    });
  }
}
