/**
 * <thermo-gen-slider>, <thermo-gen-select>, <thermo-gen-play>: controls that stand in a page's prose and act on
 * a figure, an element or an iframe, that `for` names by its id. Their labels are what they hold.
 */
import { liveNames } from "../link/events.js";
import { keepKeys } from "./keys.js";

/** Where there are no pages, as on a server that renders some, this module does nothing. */
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

const looks = `
:host { display: inline-flex; align-items: center; gap: 0.4em; vertical-align: middle; max-width: 100%; }
label { display: inline-flex; align-items: center; gap: 0.4em; flex-wrap: wrap; }
input { width: 9em; max-width: 100%; min-height: 28px; accent-color: #b3400d; accent-color: light-dark(#b3400d, #ff9257); cursor: pointer; }
select, button { font: inherit; color: inherit; background: none; border: 1px solid currentColor; border-radius: 6px; padding: 2px 8px; min-height: 28px; }
output { min-width: 3.5em; font-variant-numeric: tabular-nums; }
output::before { content: "= "; }
.problem { color: #d0414f; color: light-dark(#a3142b, #ff8b95); }
`;

/** @type {CSSStyleSheet | null} */
let shared = null;
function look() {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(looks);
  }
  return shared;
}

class Bound extends Base {
  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [look()];
    keepKeys(root);
    this.problem = document.createElement("span");
    this.problem.className = "problem";
    this.problem.setAttribute("role", "alert");
    this.hear = (/** @type {Event} */ event) => {
      if (event.composedPath()[0] === this.figure) this.heard(event.type, /** @type {CustomEvent} */ (event).detail);
    };
    this.listen = (/** @type {MessageEvent} */ { source, data }) => {
      const frame = this.figure;
      if (
        !(frame instanceof HTMLIFrameElement) ||
        source !== frame.contentWindow ||
        typeof data?.thermogen !== "string"
      )
        return;
      this.heard(`thermogen-${data.thermogen}`, data);
    };
  }

  /** The element that `for` names, in this tree. @returns {Element | null} */
  get figure() {
    const tree = /** @type {Document | ShadowRoot} */ (this.getRootNode());
    return tree.getElementById(this.getAttribute("for") ?? "");
  }

  get param() {
    return (this.getAttribute("param") ?? "").replaceAll("-", "_");
  }

  connectedCallback() {
    const label = document.createElement("label");
    label.append(document.createElement("slot"), ...this.parts());
    this.shadowRoot?.replaceChildren(label, this.problem);
    for (const name of ["error", "frame"]) document.addEventListener(`thermogen-${name}`, this.hear);
    addEventListener("message", this.listen);
    queueMicrotask(() =>
      this.problem.replaceChildren(this.figure ? "" : `for: there is no “${this.getAttribute("for") ?? ""}”`),
    );
  }

  disconnectedCallback() {
    for (const name of ["error", "frame"]) document.removeEventListener(`thermogen-${name}`, this.hear);
    removeEventListener("message", this.listen);
  }

  /** @returns {Element[]} */
  parts() {
    return [];
  }

  /** What the figure tells. @param {string} type @param {any} detail */
  heard(type, detail) {
    if (type === "thermogen-error" && detail?.field === this.param) this.problem.textContent = String(detail.message);
  }

  /** Asks the figure to do something. @param {"set" | "toggle"} act @param {object} [what] */
  ask(act, what = {}) {
    const figure = /** @type {any} */ (this.figure);
    this.problem.textContent = "";
    if (figure instanceof HTMLIFrameElement) figure.contentWindow?.postMessage({ thermogen: act, ...what }, "*");
    else if (act === "set") figure?.set?.(...Object.values(what));
    else if (figure?.playing) figure.pause();
    else figure?.play?.();
  }
}

class Slider extends Bound {
  /** @override */
  parts() {
    const input = document.createElement("input");
    input.type = "range";
    for (const name of ["min", "max", "step", "value"]) {
      const given = this.getAttribute(name);
      if (given !== null) input.setAttribute(name, given);
    }
    const output = document.createElement("output");
    output.textContent = input.value;
    const set = () => this.ask("set", { name: this.param, value: Number(input.value) });
    input.addEventListener("input", () => {
      output.textContent = input.value;
      if (liveNames.includes(this.param)) set();
    });
    input.addEventListener("change", () => {
      if (!liveNames.includes(this.param)) set();
    });
    return [output, input];
  }
}

class Select extends Bound {
  /** @override */
  parts() {
    const select = document.createElement("select");
    const values = (this.getAttribute("options") ?? "")
      .split(",")
      .map((value) => value.trim())
      .filter(Boolean);
    select.append(...values.map((value) => new Option(value, value)));
    const value = this.getAttribute("value");
    if (value !== null) select.value = value;
    select.addEventListener("change", () => this.ask("set", { name: this.param, value: select.value }));
    return [select];
  }
}

class Play extends Bound {
  #button = document.createElement("button");

  /** @override */
  parts() {
    this.#button.type = "button";
    this.#button.setAttribute("aria-pressed", "false");
    this.#button.textContent = "▶";
    this.#button.setAttribute("aria-label", "Play or pause");
    this.#button.onclick = () => this.ask("toggle");
    return [this.#button];
  }

  /** @override @param {string} type @param {any} detail */
  heard(type, detail) {
    super.heard(type, detail);
    if (type === "thermogen-frame") this.#button.setAttribute("aria-pressed", String(detail?.playing === true));
  }
}

const registry = globalThis.customElements;
for (const [name, kind] of Object.entries({ slider: Slider, select: Select, play: Play })) {
  if (registry && !registry.get(`thermo-gen-${name}`)) registry.define(`thermo-gen-${name}`, kind);
}
