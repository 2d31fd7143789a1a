/**
 * The handle between pictures and inspector on a phone: it makes the inspector small, half or large. It is dragged, or
 * moved by keys; a press that does not move goes between half and large.
 */

import { onLanguage, text } from "../texts.js";

/** Where the pinned pictures end, as parts of the screen, for a small, half and large inspector. */
const ends = { small: 0.84, half: 0.46, large: 0.16 };
const names = /** @type {Size[]} */ (Object.keys(ends));
/** @typedef {keyof typeof ends} Size */
const still = 6; // pixels that a finger moves in a press

export class Handle {
  /** @param {HTMLElement} handle with role slider */
  constructor(handle) {
    this.handle = handle;
    /** @type {Size} of the inspector */
    this.at = "half";
    handle.addEventListener("pointerdown", (event) => this.drag(event));
    handle.addEventListener("keydown", (event) => this.key(event));
    onLanguage(() => this.show(this.at));
    this.show(this.at);
  }

  /** @param {Size} at */
  show(at) {
    this.at = at;
    document.body.dataset.inspector = at;
    document.body.style.removeProperty("--pinned");
    this.handle.setAttribute("aria-valuenow", String(names.indexOf(at)));
    this.handle.setAttribute("aria-valuetext", text(`handle.${at}`));
  }

  /** @param {PointerEvent} down */
  drag(down) {
    const { handle } = this;
    const end = handle.getBoundingClientRect().top;
    handle.setPointerCapture(down.pointerId);
    const move = (/** @type {PointerEvent} */ event) =>
      document.body.style.setProperty("--pinned", `${end + event.clientY - down.clientY}px`);
    const done = (/** @type {PointerEvent} */ event) => {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("pointerup", done);
      handle.removeEventListener("pointercancel", done);
      const by = event.clientY - down.clientY;
      this.show(Math.abs(by) < still ? this.pressed() : nearest((end + by) / innerHeight));
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", done);
    handle.addEventListener("pointercancel", done);
  }

  pressed() {
    return this.at === "half" ? "large" : "half";
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const at = names.indexOf(this.at);
    const to = { ArrowUp: at + 1, ArrowRight: at + 1, ArrowDown: at - 1, ArrowLeft: at - 1, Home: 0, End: 2 }[
      event.key
    ];
    if (to === undefined && event.key !== "Enter") return;
    event.preventDefault();
    this.show(to === undefined ? this.pressed() : names[Math.min(Math.max(to, 0), names.length - 1)]);
  }
}

/** @param {number} end a part of the screen @returns the size whose end is nearest */
const nearest = (end) => [...names].sort((a, b) => Math.abs(ends[a] - end) - Math.abs(ends[b] - end))[0];
