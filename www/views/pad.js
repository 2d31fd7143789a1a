/**
 * A pad of pixels to draw on with a pointer, a finger, a pen (its pressure is ignored) or the keyboard.
 *
 * A tap on a pixel of the chosen level clears it; a stroke draws. By keyboard: arrows move, space sets or
 * clears the pixel, 0 to 3 set its level.
 */

import { make, say } from "../dom.js";
import { keyOf, moves } from "../keys.js";
import { drawPicture } from "../pictures/tiles.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";

/** @typedef {import("../own/sheet.js").Sheet} Sheet */

const widest = 252; // px

export class Pad {
  /** @param {Sheet} sheet @param {() => void} drawn called after a stroke */
  constructor(sheet, drawn) {
    this.sheet = sheet;
    this.drawn = drawn;
    /** The level that is drawn with. */
    this.ink = 3;
    this.cursor = [0, 0];
    /** @type {{at: [number, number], taps: boolean} | null} taps: a pixel of the chosen level, not yet left */
    this.stroke = null;
    this.canvas = make("canvas", {
      class: "pad",
      tabindex: "0",
      role: "application",
      ...wording({ "aria-roledescription": "own.pad", "aria-label": "own.pad.keys" }),
    });
    this.told = make("p", { class: "hidden", role: "status" });
    this.canvas.addEventListener("pointerdown", (event) => this.press(event));
    this.canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, () => this.lift());
    this.canvas.addEventListener("keydown", (event) => this.key(event));
    for (const change of ["focus", "blur"]) this.canvas.addEventListener(change, () => this.render());
  }

  /** The pixel under a pointer. @param {PointerEvent} event @returns {[number, number]} */
  under({ clientX, clientY }) {
    const box = this.canvas.getBoundingClientRect();
    const { size } = this.sheet;
    return [
      Math.floor(((clientX - box.left) / box.width) * size),
      Math.floor(((clientY - box.top) / box.height) * size),
    ];
  }

  /** @param {PointerEvent} event */
  press(event) {
    if (event.button !== 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    const at = this.under(event);
    const { sheet } = this;
    sheet.mark();
    this.stroke = { at, taps: sheet.pattern[at[1] * sheet.size + at[0]] === this.ink };
    sheet.stroke(at, at, this.ink);
    this.cursor = at;
    this.render();
  }

  /** @param {PointerEvent} event */
  move(event) {
    const { stroke, sheet } = this;
    if (!stroke) return;
    const between = event.getCoalescedEvents?.() ?? [];
    for (const point of between.length ? between : [event]) {
      const to = this.under(point);
      sheet.stroke(stroke.at, to, this.ink);
      stroke.taps &&= String(to) === String(stroke.at);
      stroke.at = to;
    }
    this.render();
  }

  lift() {
    const { stroke, sheet } = this;
    if (!stroke) return;
    if (stroke.taps) sheet.paint(stroke.at[0], stroke.at[1], 0);
    this.stroke = null;
    this.render();
    this.drawn();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { sheet } = this;
    const key = keyOf(event);
    if ((event.ctrlKey || event.metaKey) && key === "z") {
      event.preventDefault();
      sheet.undo();
      return this.drawn();
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const [x, y] = this.cursor;
    const at = y * sheet.size + x;
    const move = moves[key];
    const level = key === " " ? (sheet.pattern[at] === this.ink ? 0 : this.ink) : ["0", "1", "2", "3"].indexOf(key);
    if (!move && level < 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (move) {
      const inside = (/** @type {number} */ v) => Math.min(sheet.size - 1, Math.max(0, v));
      this.cursor = [inside(x + move[0]), inside(y + move[1])];
    } else {
      sheet.mark();
      sheet.paint(x, y, level);
      this.drawn();
    }
    this.render();
    this.tell();
  }

  tell() {
    const [x, y] = this.cursor;
    const { pattern, size } = this.sheet;
    say(this.told, text("own.pixel", { row: y + 1, column: x + 1, level: pattern[y * size + x] }));
  }

  render() {
    const { canvas, sheet } = this;
    const { size, pattern } = sheet;
    const ratio = globalThis.devicePixelRatio || 1;
    const scale = Math.max(1, Math.floor((widest * ratio) / size));
    const brightness = pattern.map((level) => 85 * level);
    const context = drawPicture(canvas, brightness, size, size, scale);
    context.strokeStyle = "#ffffff1c";
    context.lineWidth = 1;
    context.beginPath();
    for (let k = 1; k < size; k++) {
      context.moveTo(k * scale + 0.5, 0);
      context.lineTo(k * scale + 0.5, size * scale);
      context.moveTo(0, k * scale + 0.5);
      context.lineTo(size * scale, k * scale + 0.5);
    }
    context.stroke();
    if (document.activeElement !== canvas) return;
    this.cursor = this.cursor.map((v) => Math.min(size - 1, Math.max(0, v)));
    context.strokeStyle = "#86bdf2";
    context.lineWidth = Math.max(2, 2 * ratio);
    context.strokeRect(this.cursor[0] * scale + 1, this.cursor[1] * scale + 1, scale - 2, scale - 2);
  }
}
