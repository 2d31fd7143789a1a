/**
 * A figure in a notebook, by anywidget's contract (AFM): what Python says goes to the figure, and its state comes
 * back while it runs. Traits: `link`, `preset`, `seed`, `view`, `controls`, `theme`, `caption`; `settings`, a dict of
 * parameters and other fields of a link by name, which go over the link; `images`, a dict of bytes and sizes, learned
 * in place of those of the scene; `state` and `still` (a PNG of the end of a run), the figure's own.
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

/** Bytes from Python arrive as views. @param {unknown} value */
const bytesOf = (value) =>
  value instanceof DataView ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : null;

/** @param {Model} model @returns {import("./learned.js").GivenImages | null} */
function imagesOf(model) {
  const { pixels, labels, ...size } = /** @type {any} */ (model.get("images") ?? {});
  const bytes = bytesOf(pixels);
  return bytes && { ...size, pixels: bytes, labels: bytesOf(labels) };
}

/** Gives the picture of the end of a run to Python, which shows it where nothing runs. @param {Model} model @param {import("./element.js").ThermoGen} figure */
async function keepStill(model, figure) {
  if (model.get("still") === undefined) return; // a class of its own, without this trait
  const picture = await figure.snapshot().catch(() => null);
  if (!picture) return;
  model.set("still", new DataView(await picture.arrayBuffer()));
  model.save_changes();
}

/** @param {{model: Model, el: HTMLElement}} place */
function render({ model, el }) {
  const figure = /** @type {any} */ (document.createElement("thermo-gen"));
  /** @param {string} name @param {unknown} value */
  const put = (name, value) => {
    if (value === undefined || value === null || value === "") figure.removeAttribute(name);
    else figure.setAttribute(name, String(value));
  };
  const takes = names.map((name) => ({ event: `change:${name}`, act: () => put(name, model.get(name)) }));
  for (const name of ["link", "settings"])
    takes.push({ event: `change:${name}`, act: () => put("link", linkOf(model)) });
  takes.push({ event: "change:images", act: () => Object.assign(figure, { images: imagesOf(model) }) });
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
  figure.addEventListener("thermogen-end", () => {
    tell();
    keepStill(model, figure);
  });
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
