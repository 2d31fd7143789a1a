/** A figure in a notebook, by anywidget: traits `link`, `view`, `controls`, `theme` and any field; `state` is told back. */
import "./element.js";

const names = ["link", "preset", "seed", "view", "controls", "theme", "caption"];

/** @typedef {{get: (name: string) => unknown, set: (name: string, value: unknown) => void, save_changes: () => void, on: (event: string, act: () => void) => void, off?: (event: string, act: () => void) => void}} Model */

/** @param {{model: Model, el: HTMLElement}} place */
function render({ model, el }) {
  const figure = document.createElement("thermo-gen");
  const take = (/** @type {string} */ name) => {
    const value = model.get(name);
    if (value === undefined || value === null || value === "") figure.removeAttribute(name);
    else figure.setAttribute(name, String(value));
  };
  const takes = names.map((name) => ({ event: `change:${name}`, act: () => take(name) }));
  for (const { event, act } of takes) {
    act();
    model.on(event, act);
  }
  figure.addEventListener("thermogen-end", (event) => {
    model.set("state", /** @type {CustomEvent} */ (event).detail);
    model.save_changes();
  });
  el.append(figure);
  return () => {
    for (const { event, act } of takes) model.off?.(event, act);
    figure.remove();
  };
}

export default { render };
