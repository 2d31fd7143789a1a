/** What covers the stage of a figure while there is nothing to see: words, how far it has come, a button to try again. */
import { make, say } from "../dom.js";

export class Veil {
  constructor() {
    this.root = make("div", { class: "veil" });
    this.words = make("span", { role: "status" });
    this.bar = make("progress", { max: "1", value: "0", "aria-label": "0…1" });
    this.retry = make("button", { type: "button" });
    this.retry.hidden = true;
    this.root.append(this.words, this.bar, this.retry);
  }

  /** @param {ReturnType<typeof import("./words.js").veil>} what @param {boolean} alone whether the view needs no computer */
  show({ words, fraction, broken }, alone) {
    this.root.hidden = words === "" || alone;
    say(this.words, words);
    this.bar.hidden = fraction === null;
    this.bar.value = fraction ?? 0;
    this.retry.hidden = !broken;
  }
}
