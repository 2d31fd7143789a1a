/** The paper, the program and the run as entries of a bibliography. */
import { make, say } from "../dom.js";
import { row } from "../elements.js";
import { text } from "../texts.js";
import { Copying, written } from "./copying.js";

/** @typedef {import("./shown.js").Shown} Shown */

export class CiteTab {
  /** @param {Shown} shown @param {import("./making.js").Making} making */
  constructor(shown, making) {
    this.shown = shown;
    this.left = make("p", { class: "note" });
    this.field = written("share.cite", 12);
    const copying = new Copying(this.field, "dialog.copy", "share.copied");
    const file = making.button("save.bibtex", "bib", async () => {
      await this.opened();
      return { type: "application/x-bibtex", content: this.field.value, problem: this.left.textContent ?? "" };
    });
    this.root = make("div", {}, this.field, row(copying.button, file), copying.told, this.left);
  }

  async opened() {
    const [{ bibtex }, { url: link, omitted }] = await Promise.all([
      import("../export/bibtex.js"),
      this.shown.link({ ...this.shown.place(), compare: null }),
    ]);
    const { settings, training } = this.shown.session;
    const { seed, samples, trainer, kt } = settings;
    const run = { link, seed: String(seed), samples: Number(samples), trainer: String(trainer), kt: String(kt) };
    const prints = { model: training.fingerprint, fingerprint: this.shown.fingerprintOfLink };
    this.field.value = bibtex({ ...run, iterations: training.shown, ...prints });
    say(this.left, omitted.length ? text("link.leftOut", { what: omitted.join(", ") }) : "");
  }
}
