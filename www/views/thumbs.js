/** The patterns of a sheet as small buttons: which one is drawn on, and how many samples are nearest to each. */

import { make, say } from "../dom.js";
import { button } from "../elements.js";
import { drawPicture } from "../pictures/tiles.js";
import { quality } from "../quality.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";

/** @typedef {import("../own/sheet.js").Sheet} Sheet */
/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */

const across = 44; // px

export class Thumbs {
  /** @param {Sheet} sheet @param {() => void} chosen @param {() => void} add */
  constructor(sheet, chosen, add) {
    this.sheet = sheet;
    this.chosen = chosen;
    this.plus = button(wording({ "aria-label": "own.plus", title: "own.plus" }), add, "+");
    this.element = make(
      "div",
      { class: "thumbs", role: "group", ...wording({ "aria-label": "own.patterns" }) },
      this.plus,
    );
    /** @type {HTMLButtonElement[]} */
    this.buttons = [];
  }

  button() {
    const choose = () => {
      this.sheet.selected = this.buttons.indexOf(made);
      this.chosen();
    };
    const made = button({ class: "thumb" }, choose, make("canvas"), make("small"));
    return made;
  }

  /** Draws the patterns. */
  draw() {
    const { patterns, selected, size } = this.sheet;
    while (this.buttons.length > patterns.length) this.buttons.pop()?.remove();
    while (this.buttons.length < patterns.length) {
      this.buttons.push(this.button());
      this.plus.before(this.buttons[this.buttons.length - 1]);
    }
    const scale = Math.max(1, Math.floor((across * (globalThis.devicePixelRatio || 1)) / size));
    this.buttons.forEach((button, i) => {
      const canvas = /** @type {HTMLCanvasElement} */ (button.firstChild);
      const brightness = patterns[i].map((level) => 85 * level);
      drawPicture(canvas, brightness, size, size, scale);
      button.setAttribute("aria-pressed", String(i === selected));
      this.tell(i);
    });
    this.plus.hidden = patterns.length >= this.sheet.most;
  }

  /** Says how many samples are nearest to each pattern. @param {Session} session @param {Frame | null} frame */
  count({ model, phase }, frame) {
    const counts = frame && model && phase === "trained" ? quality(frame).nearest : null;
    let learned = 0;
    this.buttons.forEach((_, i) => {
      const blank = !this.sheet.patterns[i]?.some(Boolean);
      this.tell(i, blank ? undefined : counts?.[learned++]);
    });
  }

  /** @param {number} i @param {number} [near] samples nearest to it, where known */
  tell(i, near) {
    const button = this.buttons[i];
    const blank = !this.sheet.patterns[i]?.some(Boolean);
    say(/** @type {HTMLElement} */ (button.lastChild), blank ? text("own.empty") : String(near ?? "\u00a0"));
    const label = words(i, blank, near);
    if (button.getAttribute("aria-label") !== label) button.setAttribute("aria-label", label);
  }
}

/** @param {number} i @param {boolean} blank @param {number} [near] samples nearest to it, where known */
function words(i, blank, near) {
  if (blank) return text("own.pattern.blank", { n: i + 1 });
  return near === undefined ? text("own.pattern", { n: i + 1 }) : text("own.pattern.near", { n: i + 1, count: near });
}
