/** The elements of a figure: its area, the veil over it while there is no picture, what is wrong, controls, caption. */
import { make, say } from "../dom.js";
import { text } from "../texts.js";

export class Box {
  constructor() {
    this.area = make("div", { class: "area" });
    this.veil = make("div", { class: "veil" });
    this.veilWords = make("span", { role: "status" });
    this.bar = make("progress", { max: "1", value: "0", "aria-label": "0…1" });
    this.retry = make("button", { type: "button" });
    this.retry.hidden = true;
    this.veil.append(this.veilWords, this.bar, this.retry);
    this.problem = make("p", { class: "problem", role: "alert" });
    this.caption = make("p", { class: "caption" });
    this.controls = make("div", { class: "bar" });
    this.root = make("div", { class: "figure", part: "figure", role: "group" }, this.area, this.veil, this.problem);
    this.root.append(this.controls, this.caption);
  }

  /** In the language that is spoken. @param {string | null} label of the author */
  restate(label) {
    say(this.retry, text("embed.retry"));
    this.root.setAttribute("aria-label", label ?? text("embed.label"));
  }

  /** @param {import("../link/link.js").Problem[]} problems */
  complain(problems) {
    const words = problems.slice(0, 4).map(({ field, message }) => text("embed.problem", { field, message }));
    say(this.problem, words.length ? text("embed.problems", { problems: words.join("; ") }) : "");
    this.problem.hidden = words.length === 0;
  }

  /** @param {{words: string, fraction: number | null, broken: boolean}} state @param {boolean} alone whether the view needs no computer */
  cover({ words, fraction, broken }, alone) {
    this.veil.hidden = words === "" || alone;
    say(this.veilWords, words);
    this.bar.hidden = fraction === null;
    this.bar.value = fraction ?? 0;
    this.retry.hidden = !broken;
  }
}
