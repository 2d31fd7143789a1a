/** Light, dark or the system's theme; the choice is kept where storage is allowed. */

import { byId, say } from "../dom.js";
import { onLanguage, text } from "../texts.js";

const themes = /** @type {const} */ (["auto", "light", "dark"]);
const key = "thermogen-theme";

/** @returns {(typeof themes)[number]} */
function stored() {
  try {
    return themes.find((theme) => theme === localStorage.getItem(key)) ?? "auto";
  } catch {
    return "auto"; // storage refused: the choice lasts as long as the page
  }
}

/** @param {string} theme @returns {boolean} whether it is kept */
function store(theme) {
  try {
    localStorage.setItem(key, theme);
    return true;
  } catch {
    return false; // storage refused, as above
  }
}

export function themeButton() {
  const button = byId("theme");
  const word = /** @type {HTMLElement} */ (button.querySelector("span"));
  let theme = stored();
  let kept = true;
  const show = () => {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    say(word, text(`theme.${theme}`));
    button.title = kept ? "" : text("theme.notKept");
  };
  button.addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    kept = store(theme);
    show();
  });
  onLanguage(show);
  show();
}
