/**
 * Keys on any keyboard: a letter or digit is that of the key's character, or, where the keyboard writes
 * other characters (Cyrillic, Greek, Arabic, the upper row of AZERTY), that of its place, as `code` names it.
 */

/** To the right and down. @type {Record<string, [number, number]>} */
export const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @param {KeyboardEvent} event @returns {string} as in `key`, letters in lower case; "" while an input method composes */
export function keyOf({ key, code, isComposing, keyCode }) {
  if (isComposing || keyCode === 229) return "";
  const character = key.toLowerCase();
  if (/^[a-z0-9]$/.test(character) || key.length > 1 || key === " ") return key.length > 1 ? key : character;
  const [, place] = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code) ?? [];
  return place?.toLowerCase() ?? character;
}
