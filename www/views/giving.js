/** What a reader gives: characters that are typed, files that are chosen. */
import { make } from "../dom.js";
import { characters } from "../own/raster.js";
import { wording } from "../wording.js";

/** @typedef {import("../wording.js").Key} Key */

/**
 * A field for characters, with a button that takes them.
 * @param {string} id @param {Key} label @param {number} most characters
 * @param {(all: string[]) => void} take throws an error with what is wrong with them @param {(problem: string) => void} failed
 */
export function typing(id, label, most, take, failed) {
  const field = make("input", { type: "text", id, maxlength: String(most), autocomplete: "off" });
  const name = make("label", { for: id, ...wording({ text: label }) });
  const form = make("form", { class: "letters" }, name, field, make("button", wording({ text: "own.add" })));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    try {
      take(characters(field.value));
      field.value = "";
    } catch (error) {
      failed(/** @type {Error} */ (error).message);
    }
  });
  return form;
}

/** A field for files, which a button opens that is seen in its place. @param {string} accept @param {Key} label @param {(files: File[]) => Promise<void>} take */
export function chooser(accept, label, take) {
  const field = make("input", { type: "file", multiple: "", hidden: "", accept, ...wording({ "aria-label": label }) });
  field.addEventListener("change", () => take([...(field.files ?? [])]).then(() => (field.value = "")));
  return field;
}
