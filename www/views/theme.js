/** Light, dark or the system's theme; the choice is kept where storage is allowed. */

import { keep, kept } from "../choices.js";
import { byId, say } from "../dom.js";
import { onLanguage, text } from "../texts.js";

const themes = /** @type {const} */ (["auto", "light", "dark"]);
const key = "thermogen-theme";

export function themeButton() {
  const button = byId("theme");
  const word = /** @type {HTMLElement} */ (button.querySelector("span"));
  let theme = themes.find((one) => one === kept(key)) ?? "auto";
  let isKept = true;
  const show = () => {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    say(word, text(`theme.${theme}`));
    button.title = isKept ? "" : text("theme.notKept");
  };
  button.addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    isKept = keep(key, theme);
    show();
  });
  onLanguage(show);
  show();
}
