/**
 * Keys that a control of a figure uses stay with it: pages around it, such as slides, would turn with them, as they see
 * the focus in an element that is no control. All other keys reach the page.
 *
 * Limit: what a page takes while an event comes down to the figure (`capture`), it takes first.
 */

const arrows = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
const jumps = ["Home", "End", "PageUp", "PageDown"];

/** Whether a control does something with a key. @param {EventTarget | null} control @param {KeyboardEvent} event */
function uses(control, { key, altKey, ctrlKey, metaKey, defaultPrevented }) {
  if (defaultPrevented) return true; // something of the figure has done it
  if (ctrlKey || metaKey) return false;
  if (control instanceof HTMLSelectElement)
    return key.length === 1 || [...arrows, ...jumps, "Enter", "Escape"].includes(key);
  if (altKey) return false;
  if (control instanceof HTMLButtonElement) return key === " " || key === "Enter";
  return control instanceof HTMLInputElement && [...arrows, ...jumps].includes(key);
}

/** @param {ShadowRoot} root */
export function keepKeys(root) {
  for (const type of ["keydown", "keypress", "keyup"])
    root.addEventListener(type, (event) => {
      if (uses(event.target, /** @type {KeyboardEvent} */ (event))) event.stopPropagation();
    });
}
