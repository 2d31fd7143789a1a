/** A button that begins and stops a measurement, with its progress and how it ended. */

import { make, say } from "../dom.js";
import { button } from "../elements.js";
import { onLanguage, text } from "../texts.js";
import { fill, wording } from "../wording.js";

/** @typedef {import("../texts.js").PlainKey} PlainKey */
/** @typedef {import("../worker/measurements.js").Measurements} Measurements */
/** @typedef {import("../worker/measurements.js").Listener} Listener */

export class Measure {
  /** @param {Measurements} measurements @param {PlainKey} label the key of what the button says @param {() => void} begin */
  constructor(measurements, label, begin) {
    this.measurements = measurements;
    this.label = label;
    /** @type {(() => void) | null} */
    this.halt = null;
    this.button = button(label, () => (this.halt ? this.stop(text("inspector.stopped")) : begin()));
    this.bar = make("progress", { max: "1", value: "0", ...wording({ "aria-label": "inspector.progress" }) });
    this.bar.hidden = true;
    this.note = make("p", { class: "note", role: "status" });
    this.closing = () => this.note.textContent ?? "";
    onLanguage(() => !this.running && say(this.note, this.closing()));
    this.root = make("div", { class: "measure" }, this.button, this.bar, this.note);
  }

  get running() {
    return this.halt !== null;
  }

  /** @param {string} task @param {Record<string, unknown>} input @param {Required<Pick<Listener, "part">> & {done: () => string}} listener `done` gives the closing words @param {(why: string) => void} [failed] told beside the note */
  run(task, input, { part, done }, failed) {
    this.stop("");
    const ended = (/** @type {string | (() => string)} */ words) => {
      this.halt = null;
      this.rest(words);
    };
    this.halt = this.measurements.ask(task, input, {
      part,
      done: () => ended(done),
      failed: (why) => {
        ended(why);
        failed?.(why);
      },
    });
    this.says("inspector.stop");
    say(this.note, "");
    this.bar.value = 0;
    this.bar.hidden = false;
  }

  /** @param {number} fraction from 0 to 1 */
  progress(fraction) {
    this.bar.value = fraction;
  }

  /** @param {string} words */
  stop(words) {
    if (!this.halt) return;
    this.halt();
    this.halt = null;
    this.rest(words);
  }

  /** @param {string | (() => string)} words how it ended, again in another language where they are made */
  rest(words) {
    this.says(this.label);
    this.closing = typeof words === "string" ? () => words : words;
    say(this.note, this.closing());
    this.bar.hidden = true;
  }

  /** @param {PlainKey} key of what the button says now */
  says(key) {
    this.button.dataset.text = key;
    fill(this.button);
  }
}
