/** The button that copies a link to what the page shows, and the link itself where the clipboard is refused. */
import { byId, say } from "../dom.js";

/** @typedef {import("../link/address.js").Address} Address */

const shownMs = 6000;

/** @param {Address} address */
export function shareButton(address) {
  const button = byId("copy-link");
  const told = byId("copied");
  const field = /** @type {HTMLInputElement} */ (byId("link"));
  button.addEventListener("click", async () => {
    const { url, said, copied } = await address.copy();
    say(told, said);
    field.hidden = copied;
    field.value = url;
    if (!copied) field.select();
    else setTimeout(() => told.textContent === said && say(told, ""), shownMs);
  });
}
