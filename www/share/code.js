/** A link as a QR code that fills the screen, for a class or an audience; any key or tap closes it. */
import { make, say } from "../dom.js";
import { button } from "../elements.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";

/** @param {string} url @returns {Promise<SVGElement | null>} null where it is too long for a code */
export async function codeOf(url) {
  const { qr } = await import("../export/qr.js");
  const code = qr(url);
  code?.setAttribute("role", "img");
  code?.setAttribute("aria-label", text("save.code", { link: url }));
  return code;
}

/** A button that shows a field's link as a code on all of the screen. @param {HTMLInputElement} field @param {HTMLElement} told says why there is none */
export const codeButton = (field, told) =>
  button({ class: "fill", ...wording({ text: "share.code" }) }, async () => {
    if (!(await fill(field.value))) say(told, text("save.long"));
  });

/** @param {string} url @returns {Promise<boolean>} whether a code could be made */
async function fill(url) {
  const code = await codeOf(url);
  if (!code) return false;
  const close = button("dialog.close", () => dialog.close());
  const dialog = make("dialog", { class: "whole", ...wording({ "aria-label": "share.code" }) });
  dialog.append(code, close);
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return true;
}
