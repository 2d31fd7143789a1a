/** A link as a QR code that fills the screen, for a class or an audience; any key or tap closes it. */
import { make } from "../dom.js";
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

/** Shows a code on all of the screen. @param {string} url @returns {Promise<boolean>} whether it could be made */
export async function fill(url) {
  const code = await codeOf(url);
  if (!code) return false;
  const close = make("button", { type: "button", ...wording({ text: "dialog.close" }) });
  const dialog = make("dialog", { class: "whole", ...wording({ "aria-label": "share.code" }) }, close);
  dialog.prepend(code);
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return true;
}
