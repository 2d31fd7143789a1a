/**
 * The language of the page: the one that its address asks for (?lang=de), the one chosen before, where
 * storage is allowed, or the first of the browser's that is spoken here; chosen in the header.
 */

import { keep, kept } from "../choices.js";
import { byId } from "../dom.js";
import { bestOf, directions, language, onLanguage, setLanguage, text } from "../texts.js";
import { fillAll } from "../wording.js";

const key = "thermogen-language";

/** Takes a language out of the address: another was chosen. */
function forget() {
  const address = new URL(location.href);
  address.searchParams.delete("lang");
  history.replaceState(history.state, "", address);
}

/** @param {(problem: string) => void} changed called after a change of language, or with what prevented it */
export function languageSelect(changed) {
  const select = /** @type {HTMLSelectElement} */ (byId("language"));
  const root = document.documentElement;
  onLanguage(() => {
    root.lang = language();
    root.dir = directions[language()];
    fillAll(root);
    select.value = language();
    changed("");
  });
  const choose = async (/** @type {string} */ code) => {
    try {
      await setLanguage(bestOf([code]));
    } catch (error) {
      select.value = language();
      changed(text("language.failed", { why: /** @type {Error} */ (error).message }));
    }
  };
  select.addEventListener("change", () => {
    keep(key, select.value);
    forget();
    choose(select.value);
  });
  const asked = new URLSearchParams(location.search).get("lang");
  choose(bestOf([asked, kept(key), ...navigator.languages].filter((code) => code !== null)));
}
