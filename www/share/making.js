/** Buttons that make files, one at a time, and the line that says how far the file is. What makes a kind of file is loaded when it is first asked for. */
import { make, say } from "../dom.js";
import { button, heading, row } from "../elements.js";
import { save } from "../files.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";

/** @typedef {import("../texts.js").Key} Key */
/** @typedef {{type: string, content: BlobPart | null, problem?: string, ending?: string}} Made what a file holds, or why there is none */
/** @typedef {(progress: (fraction: number) => Promise<void>) => Promise<Made> | Made} Maker */

const quietMs = 30; // between two reports, and turns of the page

/** The next turn of the page, so that it stays alive. */
const turn = () => new Promise((done) => setTimeout(done));

/** A heading with controls below it. @param {Key} title @param {...HTMLElement} controls */
export const group = (title, ...controls) => make("div", { class: "saving" }, heading(title), row(...controls));

export class Making {
  told = make("p", { class: "note told", role: "status" });
  busy = false;
  /** @type {HTMLButtonElement[]} */
  buttons = [];

  /** @param {import("./shown.js").Shown} shown */
  constructor(shown) {
    this.shown = shown;
  }

  /** @param {Key} label @param {string} ending of the file's name @param {Maker} maker */
  button(label, ending, maker) {
    const made = button({ "data-file": ending, ...wording({ text: label }) }, () => this.make(ending, maker));
    this.buttons.push(made);
    return made;
  }

  /** @param {string} ending @param {Maker} maker */
  async make(ending, maker) {
    const name = `thermogen-${this.shown.fingerprint}`;
    const file = `${name}.${ending}`;
    this.busy = true;
    this.render();
    let told = performance.now();
    const progress = async (/** @type {number} */ fraction) => {
      if (performance.now() - told < quietMs) return;
      say(this.told, text("save.working", { file, percent: Math.floor(100 * fraction) }));
      await turn();
      told = performance.now();
    };
    try {
      const made = await maker(progress);
      const { content, type, problem = "" } = made;
      if (content === null) throw new Error(problem);
      const blob = new Blob([content], { type });
      const saved = `${name}.${made.ending ?? ending}`;
      save(saved, blob, type);
      say(this.told, `${text("save.done", { file: saved, size: Math.ceil(blob.size / 1000) })} ${problem}`.trim());
    } catch (error) {
      say(this.told, text("save.failed", { file, why: /** @type {Error} */ (error).message }));
    }
    this.busy = false;
    this.render();
  }

  /** Buttons can be pressed where there is something to save and nothing is being made. */
  render() {
    const { ready } = this.shown;
    for (const button of this.buttons) button.disabled = !ready || this.busy;
    if (!ready && !this.busy) say(this.told, text("save.wait"));
    else if (this.told.textContent === text("save.wait")) say(this.told, "");
  }
}
