/**
 * A figure in a notebook, by anywidget's contract (AFM): what Python says goes to the figure, and its state comes
 * back while it runs. Traits: `link`, `preset`, `seed`, `view`, `controls`, `theme`, `caption`; `settings`, a dict of
 * parameters and other fields of a link by name, which go over the link; `state`, the figure's own.
 */
import "./element.js";

const names = ["preset", "seed", "view", "controls", "theme", "caption"];
const pause = 300; // ms between two states of a run: a kernel has other things to do

/** @typedef {{get: (name: string) => unknown, set: (name: string, value: unknown) => void, save_changes: () => void, on: (event: string, act: () => void) => void, off?: (event: string, act: () => void) => void}} Model */

/** @param {unknown} value as a link has it */
const plain = (value) => (typeof value === "boolean" ? (value ? "on" : "off") : String(value));

/** The link with the settings behind it, which go over it. @param {Model} model */
function linkOf(model) {
  const settings = Object.entries(/** @type {object} */ (model.get("settings") ?? {}));
  const fields = settings.map(([name, value]) => `${name}=${encodeURIComponent(plain(value))}`);
  return [model.get("link") ?? "", ...fields].filter(Boolean).join("&");
}

/** @param {{model: Model, el: HTMLElement}} place */
function render({ model, el }) {
  const figure = document.createElement("thermo-gen");
  /** @param {string} name @param {unknown} value */
  const put = (name, value) => {
    if (value === undefined || value === null || value === "") figure.removeAttribute(name);
    else figure.setAttribute(name, String(value));
  };
  const takes = names.map((name) => ({ event: `change:${name}`, act: () => put(name, model.get(name)) }));
  for (const name of ["link", "settings"])
    takes.push({ event: `change:${name}`, act: () => put("link", linkOf(model)) });
  for (const { event, act } of takes) {
    act();
    model.on(event, act);
  }
  let told = 0;
  const tell = () => {
    told = performance.now();
    model.set("state", figure.state);
    model.save_changes();
  };
  figure.addEventListener("thermogen-trained", tell);
  figure.addEventListener("thermogen-end", tell);
  figure.addEventListener("thermogen-frame", () => {
    if (performance.now() - told > pause) tell();
  });
  el.append(figure);
  return () => {
    for (const { event, act } of takes) model.off?.(event, act);
    figure.remove();
  };
}

export default { render };
