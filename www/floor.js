/**
 * Says for good where a browser is too old for the page: before Chrome 111, Firefox 115 and Safari 16.4. It stands in the
 * page itself and is written in the syntax of 2017, so that such a browser can read it. It asks for what the page
 * uses, not for names and versions; a script that the browser cannot read counts too.
 */

const present = [
  typeof WebAssembly === "object",
  typeof Worker === "function",
  typeof OffscreenCanvas === "function",
  typeof DecompressionStream === "function",
  typeof BigInt64Array === "function",
  typeof Array.prototype.findLast === "function",
  typeof Object.hasOwn === "function",
  "adoptedStyleSheets" in Document.prototype,
  "inert" in HTMLElement.prototype,
  CSS.supports("height", "1svh"),
  CSS.supports("container-type", "inline-size"),
];

function tell() {
  const place = document.getElementById("floor");
  if (place) place.hidden = false;
}

/** Once the sentence is there. @param {() => void} act */
function parsed(act) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act);
  else act();
}

if (present.includes(false)) parsed(tell);
addEventListener("error", ({ error }) => error instanceof SyntaxError && parsed(tell));

export {}; // its names are its own
