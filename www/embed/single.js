/** The single file: a figure, what it shows chosen by its reader or by the fragment of the address. */
import { keepWithin } from "./within.js";

for (const holder of document.querySelectorAll("script[data-asset]")) {
  const path = /** @type {HTMLElement} */ (holder).dataset.asset ?? "";
  keepWithin(path, holder.textContent ?? "");
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
