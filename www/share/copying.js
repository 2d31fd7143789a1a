/** A text to be copied by a button, or by hand where the clipboard is refused. */
import { make, say } from "../dom.js";
import { button } from "../elements.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";

/** @typedef {import("../texts.js").Key} Key */

/** A text that can be read and copied. @param {Key} label @param {number} rows */
export const written = (label, rows) =>
  make("textarea", { readonly: "", rows: String(rows), spellcheck: "false", ...wording({ "aria-label": label }) });

export class Copying {
  told = make("p", { class: "note", role: "status" });

  /**
   * @param {HTMLInputElement | HTMLTextAreaElement} field
   * @param {Key} label of the button
   * @param {"link.copied" | "share.copied"} done what is said once it is copied
   * @param {() => string} [also] what is said besides
   */
  constructor(field, label, done, also = () => "") {
    this.field = field;
    this.done = done;
    this.also = also;
    this.button = button({ class: "primary", ...wording({ text: label }) }, () => this.copy());
  }

  async copy() {
    const said = await navigator.clipboard.writeText(this.field.value).then(
      () => text(this.done),
      () => text("share.byHand"),
    );
    if (said === text("share.byHand")) this.field.select();
    say(this.told, `${said} ${this.also()}`.trim());
  }
}
