/** Asking for a class: a button for each that was learned, and one for all in turn. */

import { byId, make, say } from "../dom.js";
import { quality } from "../quality.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */

export class AskingView {
  /** @param {(asked: number | "each") => void} ask */
  constructor(ask) {
    this.ask = ask;
    this.card = byId("asking");
    this.buttons = byId("classes");
    this.note = byId("asking-note");
    this.known = "";
  }

  /** @param {Session} session @param {Frame | null} frame */
  render(session, frame) {
    const { model, conditioning } = session;
    const classes = model?.classes ?? new Uint8Array(0);
    if (model) this.card.hidden = classes.length === 0;
    if (!model || classes.length === 0) return;
    if (this.known !== String(classes)) this.build(classes);
    for (const button of this.buttons.children) {
      button.setAttribute(
        "aria-pressed",
        String(/** @type {HTMLElement} */ (button).dataset.class === String(conditioning.asked)),
      );
    }
    say(this.note, frame ? verdict(session, frame) : "");
  }

  /** @param {Uint8Array} classes */
  build(classes) {
    this.known = String(classes);
    const button = (/** @type {number | "each"} */ asked) => {
      const said = asked === "each" ? make("span", wording({ text: "asking.each" })) : String(asked);
      const made = make("button", { type: "button", "data-class": String(asked) }, said);
      made.addEventListener("click", () => this.ask(asked));
      return made;
    };
    this.buttons.replaceChildren(button("each"), ...Array.from(classes, button));
  }
}

/** How many samples the nearest class mean reads as asked. @param {Session} session @param {Frame} frame */
function verdict({ generation: { classes }, images }, frame) {
  const { tops } = quality(frame);
  const right = [...tops].filter((top, s) => Number(images?.labels[top]) === classes[s]).length;
  return text("asking.verdict", { right, count: tops.length });
}
