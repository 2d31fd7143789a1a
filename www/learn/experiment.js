/** A button that has something computed again each time, and says how it goes. */

import { say } from "../dom.js";
import { text } from "../texts.js";

/** @typedef {import("../worker/measurements.js").Measurements} Measurements */

export class Experiment {
  /**
   * @param {HTMLElement} root with button.fetch and .told @param {Measurements} measurements
   * @param {string} task @param {[string, string]} words on the button, before and after the first time
   */
  constructor(root, measurements, task, words) {
    this.root = root;
    this.measurements = measurements;
    this.task = task;
    this.words = words;
    this.button = /** @type {HTMLButtonElement} */ (root.querySelector("button.fetch"));
    this.told = /** @type {HTMLElement} */ (root.querySelector(".told"));
    say(this.button, words[0]);
    this.button.addEventListener("click", () => this.begin());
  }

  /** @returns {Record<string, unknown>} what the task is given */
  input() {
    return {};
  }

  /** @param {any} _part of the result */
  receive(_part) {}

  begin() {
    if (this.button.getAttribute("aria-disabled") === "true") return;
    this.button.setAttribute("aria-disabled", "true"); // stays in the order of the keyboard
    say(this.told, text("learn.working"));
    const end = (/** @type {string} */ words) => {
      this.button.setAttribute("aria-disabled", "false");
      say(this.button, this.words[1]);
      if (words || this.told.textContent === text("learn.working")) say(this.told, words);
      this.root.dataset.done = String(!words);
    };
    this.measurements.ask(this.task, this.input(), {
      part: (part) => this.receive(part),
      done: () => end(""),
      failed: (why) => end(text("learn.failed", { why })),
    });
  }
}
