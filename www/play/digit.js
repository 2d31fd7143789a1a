/** Ask for a digit: a computer that remembers ten of them, each by a code; the digit that is asked for comes of the same noise. */
import { digitNames } from "../data.js";
import { make } from "../dom.js";
import { opening } from "../link/scenes.js";
import { SamplesView } from "../pictures/samples.js";
import { Session } from "../session/session.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";

const rate = 130; // steps per second
const samples = 9;

export class Digit {
  /** @param {HTMLElement} root @param {import("../worker/pooled.js").WorkerSource} source */
  constructor(root, source) {
    this.session = new Session(() => {}, source);
    this.session.player.rate = rate;
    this.canvas = make("canvas", { role: "img" });
    const place = make("div", { class: "samples" }, this.canvas);
    this.chips = digitNames.map((digit) => {
      const chip = make("button", { type: "button", "aria-pressed": "false" }, digit);
      chip.addEventListener("click", () => this.ask(Number(digit)));
      return chip;
    });
    const group = make("fieldset", { class: "chips", ...wording({ "aria-label": "play.digit.chips" }) }, ...this.chips);
    root.append(place, group);
    this.view = new SamplesView(this.canvas, place);
    const { settings } = opening("pictures");
    const patterns = /** @type {const} */ ({ source: "mnist", names: digitNames, size: 28, first: 0 });
    this.session.open({ ...opening("digits"), settings: { ...settings, samples }, patterns, asked: 7 });
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
      chip.ariaPressed = String(k === digit);
    });
    this.canvas.ariaLabel = text("play.digit.picture", { digit });
  }

  /** @param {number} now ms */
  tick(now) {
    const { player, images } = this.session;
    player.tick(now);
    if (player.frame && images) this.view.showGrid(player.frame, images);
  }
}
