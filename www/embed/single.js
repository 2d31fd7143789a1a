/** The single file: a figure, what it shows chosen by its reader or by the fragment of the address. */
import { keepAsset } from "../assets.js";

/** @param {string} base64 of gzip */
async function unpacked(base64) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

for (const holder of document.querySelectorAll("script[data-asset]")) {
  const path = /** @type {HTMLElement} */ (holder).dataset.asset ?? "";
  const base64 = holder.textContent ?? "";
  keepAsset(path, () => unpacked(base64));
}

const figure = /** @type {HTMLElement} */ (document.querySelector("thermo-gen"));
for (const name of ["preset", "view"]) {
  const select = /** @type {HTMLSelectElement} */ (document.getElementById(name));
  select.addEventListener("change", () => {
    figure.removeAttribute("link");
    figure.setAttribute(name, select.value);
  });
}
const link = () => {
  if (location.hash.includes("=")) figure.setAttribute("link", location.hash);
};
link();
addEventListener("hashchange", link);
import("./element.js");
