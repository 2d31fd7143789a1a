// Equations of a page: TeX between \( and \), or \[ and \] for one of its own line, becomes MathML, which
// browsers set by themselves. Styles within elements, which the page's policy forbids, are left out.

import temml from "temml";

const options = { trust: true, throwOnError: true };

/** @param {string} html */
export function mathml(html) {
  const entities = (/** @type {string} */ tex) => tex.replaceAll("&lt;", "<").replaceAll("&amp;", "&");
  const render = (/** @type {string} */ tex, /** @type {boolean} */ displayMode) =>
    temml.renderToString(entities(tex), { ...options, displayMode }).replace(/ style="[^"]*"/g, "");
  return html
    .replace(/\\\[(.+?)\\\]/gs, (_, tex) => render(tex, true))
    .replace(/\\\((.+?)\\\)/gs, (_, tex) => render(tex, false));
}
