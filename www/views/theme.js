/** Light, dark or the system's theme; the choice is kept where storage is allowed. */
import { byId, say } from "./dom.js";

const themes = ["auto", "light", "dark"];
const key = "thermogen-theme";

/** @returns {string} */
function stored() {
  try {
    return localStorage.getItem(key) ?? "auto";
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
  let theme = themes.includes(stored()) ? stored() : "auto";
  const show = () => {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    say(word, `Theme: ${theme}`);
  };
  button.addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    const kept = store(theme);
    button.title = kept ? "" : "Lasts as long as this page: the browser refuses to store it";
    show();
  });
  show();
}
