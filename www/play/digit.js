/** Ask for a digit: a computer that remembers ten of them, each by a code; the digit that is asked for comes of the same noise. */
import { digitNames } from "../data.js";
import { make } from "../dom.js";
import { opening } from "../link/scenes.js";
import { Session } from "../session/session.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";
import { Picture } from "./picture.js";

const rate = 130; // steps per second
const scaling = { scale: "pm1", scale_factor: 0.6, readout_scale: 0.5 }; // black paper, white ink

export class Digit {
  /** @param {HTMLElement} root @param {import("../worker/pooled.js").WorkerSource} source */
  constructor(root, source) {
    this.session = new Session(() => {}, source);
    this.session.player.rate = rate;
    this.canvas = make("canvas", { role: "img" });
    this.picture = new Picture(this.canvas);
    this.chips = digitNames.map((digit) => {
      const chip = make("button", { type: "button", "aria-pressed": "false" }, digit);
      chip.addEventListener("click", () => this.ask(Number(digit)));
      return chip;
    });
    const group = make("fieldset", { class: "chips", ...wording({ "aria-label": "play.digit.chips" }) }, ...this.chips);
    root.append(make("div", { class: "stage" }, this.canvas), group);
    const { settings } = opening("pictures");
    const patterns = /** @type {const} */ ({ source: "mnist", names: digitNames, size: 28, first: 0 });
    this.session.open({ ...opening("digits"), settings: { ...settings, ...scaling, samples: 1 }, patterns, asked: 7 });
    this.session.start();
    this.tell(7);
  }

  /** @param {number} digit */
  ask(digit) {
    this.session.generation.askFor(digit);
    this.tell(digit);
  }

  /** @param {number} digit */
  tell(digit) {
    this.chips.forEach((chip, k) => {
      chip.setAttribute("aria-pressed", String(k === digit));
    });
    this.canvas.setAttribute("aria-label", text("play.digit.picture", { digit }));
  }

  /** @param {number} now ms */
  tick(now) {
    const { player, images } = this.session;
    player.tick(now);
    if (player.frame && images) this.picture.show(player.frame, images);
  }
}
