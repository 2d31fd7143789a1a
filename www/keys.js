/**
 * The keys of a figure, on any keyboard: a letter or digit is that of the key's character, or, where the keyboard writes
 * other characters (Cyrillic, Greek, Arabic, the upper row of AZERTY), that of its place, as `code` names it.
 */

/** @param {KeyboardEvent} event @returns {string} as in `key`, letters in lower case; "" while an input method composes */
export function keyOf({ key, code, isComposing, keyCode }) {
  if (isComposing || keyCode === 229) return "";
  const character = key.toLowerCase();
  if (/^[a-z0-9]$/.test(character) || key.length > 1 || key === " ") return key.length > 1 ? key : character;
  const [, place] = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code) ?? [];
  return place?.toLowerCase() ?? character;
}
