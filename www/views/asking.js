/** Asking for a class: a button for each that was learned, and one for all in turn. */

import { inColour } from "../data.js";
import { byId, make, say } from "../dom.js";
import { button } from "../elements.js";
import { quality } from "../quality.js";
import { text } from "../texts.js";
import { keyOfName, wording } from "../wording.js";

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
    const names = namesOfClasses(session);
    if (this.known !== names.join()) this.build(classes, names);
    for (const button of this.buttons.children) {
      button.setAttribute(
        "aria-pressed",
        String(/** @type {HTMLElement} */ (button).dataset.class === String(conditioning.asked)),
      );
    }
    say(this.note, frame ? verdict(session, frame) : "");
  }

  /** @param {Uint8Array} classes @param {string[]} names one of each */
  build(classes, names) {
    this.known = names.join();
    const ask = (/** @type {number | "each"} */ asked, /** @type {string} */ name) => {
      const key = asked === "each" ? "asking.each" : keyOfName(name);
      const said = key ? make("span", wording({ text: key })) : name;
      return button({ "data-class": String(asked) }, () => this.ask(asked), said);
    };
    this.buttons.replaceChildren(
      ask("each", ""),
      ...Array.from(classes, (asked, i) => ask(asked, names[i] ?? String(asked))),
    );
  }
}

/** The names of the classes that can be asked for: pictures have some, digits are their own. @param {Session} session */
export function namesOfClasses({ model, images, patterns }) {
  const classes = Array.from(model?.classes ?? [], String);
  return inColour(patterns) ? classes.map((label, i) => images?.labels[i] ?? label) : classes;
}

/** How many samples the nearest class mean reads as asked. @param {Session} session @param {Frame} frame */
function verdict({ generation: { classes }, images, patterns }, frame) {
  const { tops } = quality(frame);
  const classOf = (/** @type {number} */ top) => (inColour(patterns) ? top : Number(images?.labels[top]));
  const right = [...tops].filter((top, s) => classOf(top) === classes[s]).length;
  return text("asking.verdict", { right, count: tops.length });
}
