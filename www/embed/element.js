/**
 * <thermo-gen>: a figure that runs, in any page.
 *
 * This module is small: it registers the element, shows a poster, and loads the rest when the figure comes
 * near the viewport. All that it shows is in its shadow root; it touches nothing of the page around it.
 */
import sheet from "../built/figure-style.js";
import { keepKeys } from "./keys.js";

/** Where there are no pages, as on a server that renders some, this module does nothing. */
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

/** How near, px. */
const near = "400px";

/** @typedef {import("./figure.js").Figure} Figure */

/** @type {CSSStyleSheet | null} */
let shared = null;
function look() {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(sheet);
  }
  return shared;
}

/** @type {Promise<typeof import("./figure.js")> | null} */
let code = null;
function load() {
  code ??= import("./figure.js");
  code.catch(() => {
    code = null; // so that another try loads again
  });
  return code;
}

export class ThermoGen extends Base {
  /** @type {Figure | null} */
  #figure = null;
  #holder = document.createElement("div");
  #observer = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: near });
  #attributes = new MutationObserver(() => this.#renew());
  #visible = false;
  #loading = false;
  /** @type {import("./learned.js").GivenImages | null} */
  #images = null;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [look()];
    this.#holder.className = "holder";
    root.append(this.#holder);
    keepKeys(root);
  }

  /** It is in a page, or again: one that ran before goes on. */
  connectedCallback() {
    if (this.#figure) this.#figure.absence.return();
    else this.#poster();
    this.#observer.observe(this);
    this.#attributes.observe(this, { attributes: true });
    this.#renew();
  }

  disconnectedCallback() {
    this.#observer.disconnect();
    this.#attributes.disconnect();
    this.#figure?.absence.leave();
  }

  /** Moved by `moveBefore`: it has left no page, and nothing is to be done. */
  connectedMoveCallback() {}

  /** What is seen before the figure runs: a picture, or what the element holds. */
  #poster() {
    const address = this.getAttribute("poster");
    const picture = document.createElement("img");
    picture.alt = this.getAttribute("caption") ?? "";
    picture.loading = "lazy";
    if (address) picture.src = address;
    const before = document.createElement("div");
    before.className = "poster";
    before.append(address ? picture : document.createElement("slot"));
    this.#holder.replaceChildren(before);
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #seen(entries) {
    this.#visible = entries[entries.length - 1].isIntersecting;
    if (this.#visible && !this.#figure) this.#begin();
    this.#figure?.show(this.#visible);
  }

  #renew() {
    this.#figure?.renew();
  }

  async #begin() {
    if (this.#loading) return;
    this.#loading = true;
    try {
      const { Figure } = await load();
      if (!this.isConnected || this.#figure) return;
      this.#figure = new Figure(this, /** @type {ShadowRoot} */ (this.shadowRoot), this.#holder);
      this.#figure.own.take(this.#images, this.#figure);
      await this.#figure.start();
      this.#figure?.show(this.#visible);
    } catch (error) {
      this.#refuse(error);
    } finally {
      this.#loading = false;
    }
  }

  /** Says that the figure could not be loaded, and offers to try again. @param {unknown} error */
  #refuse(error) {
    const message = `The figure could not be loaded (${/** @type {Error} */ (error).message}).`;
    const words = document.createElement("p");
    words.className = "problem";
    words.setAttribute("role", "alert");
    words.textContent = message;
    const retry = document.createElement("button");
    retry.type = "button";
    retry.textContent = "Try again";
    retry.addEventListener("click", () => {
      words.remove();
      this.#begin();
    });
    words.append(" ", retry);
    this.shadowRoot?.querySelector(".problem")?.remove();
    this.shadowRoot?.append(words);
    this.#figure?.end();
    this.#figure = null;
    const detail = { field: "figure", message };
    this.dispatchEvent(new CustomEvent("thermogen-error", { detail, bubbles: true, composed: true }));
  }

  /** Plays on; a run that is over starts again. */
  play() {
    this.#figure?.play();
  }

  pause() {
    this.#figure?.pause();
  }

  /** Starts the samples again from noise, and takes back what was done to them. */
  reset() {
    this.#figure?.reset();
  }

  /** Moves to a moment of the run. @param {number} time */
  seek(time) {
    this.#figure?.seek(time);
  }

  /**
   * Sets a field of the link, or a parameter: during a run it acts at once where it can.
   * @param {string} name @param {string | number | boolean} value
   * @returns {boolean} whether it was taken; a refusal is told by a thermogen-error event
   */
  set(name, value) {
    return this.#figure?.set(name, value) ?? false;
  }

  /** The picture that is shown. @returns {Promise<Blob>} a PNG */
  async snapshot() {
    if (!this.#figure) throw new Error("the figure does not run yet");
    return this.#figure.snapshot();
  }

  /** Images to learn in place of those of the scene. @param {import("./learned.js").GivenImages | null} images */
  set images(images) {
    this.#images = images;
    this.#figure?.own.take(images, this.#figure);
  }

  get images() {
    return this.#images;
  }

  /** What is shown, in words and numbers; null before it runs. */
  get state() {
    return this.#figure?.state ?? null;
  }

  /** The fragment of a link that shows the same in the page. @returns {Promise<string>} */
  async link() {
    return this.#figure?.link() ?? "";
  }

  get playing() {
    return this.#figure?.playing ?? false;
  }
}

for (const name of ["preset", "seed", "view", "theme", "controls", "loop", "poster", "caption"]) {
  Object.defineProperty(ThermoGen.prototype, name, {
    configurable: true,
    enumerable: true,
    /** @this {ThermoGen} */
    get() {
      return this.getAttribute(name) ?? "";
    },
    /** @this {ThermoGen} @param {unknown} value */
    set(value) {
      if (value === null || value === undefined) this.removeAttribute(name);
      else this.setAttribute(name, String(value));
    },
  });
}

const registry = globalThis.customElements;
if (registry && !registry.get("thermo-gen")) registry.define("thermo-gen", ThermoGen);
