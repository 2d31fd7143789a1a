// Equations of a page: TeX between \( and \), or \[ and \] for one of its own line, becomes MathML, which
// browsers set by themselves. Styles within elements, which the page's policy forbids, are left out.

import { parse } from "node-html-parser";
import temml from "temml";

const options = { trust: true, throwOnError: true };

/** @param {string} html */
export function mathml(html) {
  const entities = (/** @type {string} */ tex) => tex.replaceAll("&lt;", "<").replaceAll("&amp;", "&");
  const render = (/** @type {string} */ tex, /** @type {boolean} */ displayMode) => {
    const equation = parse(temml.renderToString(entities(tex), { ...options, displayMode }));
    for (const element of equation.querySelectorAll("[style]")) element.removeAttribute("style");
    return equation.toString();
  };
  return html
    .replace(/\\\[(.+?)\\\]/gs, (_, tex) => render(tex, true))
    .replace(/\\\((.+?)\\\)/gs, (_, tex) => render(tex, false));
}
