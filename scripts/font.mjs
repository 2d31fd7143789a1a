// The font of the equations, cut down to the signs that they use: a font with a MATH table sets primes, roots and large
// signs where they belong, which the fonts of many systems do not. A letter that stands alone in <mi> is set in
// italics, which have places of their own in Unicode. Noto Sans Math is under the SIL Open Font License, whose text
// is in notices.txt.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parse } from "node-html-parser";
// @ts-expect-error: it has no types
import subset from "subset-font";

const require = createRequire(import.meta.url);
const file = "@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2";

/** The italics of a letter, as browsers choose them for one that stands alone. @param {string} letter */
function italics(letter) {
  const code = letter.codePointAt(0) ?? 0;
  if (letter === "h") return "ℎ";
  if (/^[A-Z]$/.test(letter)) return String.fromCodePoint(0x1d434 + code - 0x41);
  if (/^[a-z]$/.test(letter)) return String.fromCodePoint(0x1d44e + code - 0x61);
  if (/^[Α-Ω]$/.test(letter)) return String.fromCodePoint(0x1d6e2 + code - 0x391);
  if (/^[α-ω]$/.test(letter)) return String.fromCodePoint(0x1d6fc + code - 0x3b1);
  return letter === "∂" ? "𝜕" : letter === "∇" ? "𝛁𝛻" : "";
}

/** The signs of all equations of pages. @param {string[]} pages */
export function signs(pages) {
  const texts = pages.flatMap((html) =>
    parse(html)
      .querySelectorAll("math")
      .map(({ text }) => text),
  );
  const all = [...new Set(texts.join(""))].filter((sign) => sign.trim());
  return `√${all.join("")}${all.map(italics).join("")}`; // a root has no text of its own
}

/** The font for the equations of pages, as WOFF2. @param {string[]} pages @returns {Promise<Buffer>} */
export const mathFont = (pages) => subset(readFileSync(require.resolve(file)), signs(pages), { targetFormat: "woff2" });
