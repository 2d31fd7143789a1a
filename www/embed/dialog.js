/** The dialog that gives an author the text to paste, with the figure at the size that is chosen. */

import { make, say } from "../dom.js";
import { text } from "../texts.js";
import { frameOf, snippets } from "./snippets.js";
import { names } from "./views.js";

/** @typedef {import("./snippets.js").Wanted} Wanted */

const sizes = { small: [320, 440], medium: [480, 600], large: [640, 760] };

export class EmbedDialog {
  /** @param {() => Promise<{fragment: string, scene: string}>} what what the page shows */
  constructor(what) {
    this.what = what;
    this.fragment = "";
    this.scene = "glyphs";
    this.view = make(
      "select",
      {},
      ...names.map((view) => make("option", { value: view }, text(`dialog.view.${view}`))),
    );
    this.size = make(
      "select",
      {},
      ...Object.entries(sizes).map(([name, [w, h]]) => make("option", { value: name }, `${w} × ${h}`)),
    );
    this.kind = make(
      "select",
      {},
      ...Object.keys(snippets).map((kind) => make("option", { value: kind }, kinds[kind])),
    );
    this.controls = make("input", { type: "text", value: "play time", spellcheck: "false" });
    this.title = make("input", { type: "text", value: text("dialog.caption") });
    this.code = make("textarea", { readonly: "", rows: "8", spellcheck: "false", "aria-label": text("dialog.code") });
    this.said = make("p", { class: "note", role: "status" });
    this.preview = make("div", { class: "preview" });
    this.copy = make("button", { type: "button", class: "primary" }, text("dialog.copy"));
    this.copy.addEventListener("click", () => this.put());
    const close = make("button", { type: "button" }, text("dialog.close"));
    close.addEventListener("click", () => this.root.close());
    const field = (/** @type {string} */ label, /** @type {HTMLElement} */ input) =>
      make("label", { class: "field" }, make("span", {}, label), input);
    this.root = make(
      "dialog",
      { class: "embedding", "aria-labelledby": "h-embed", id: "embedding" },
      make("div", { class: "heading" }, make("h2", { id: "h-embed" }, text("dialog.title")), close),
      make(
        "div",
        { class: "row" },
        field(text("dialog.kind"), this.kind),
        field(text("dialog.view"), this.view),
        field(text("dialog.size"), this.size),
        field(text("dialog.controls"), this.controls),
        field(text("dialog.says"), this.title),
      ),
      make("p", { class: "note" }, text("dialog.controls.note")),
      this.code,
      make("div", { class: "row" }, this.copy, this.said),
      this.preview,
    );
    for (const input of [this.view, this.size, this.kind, this.controls, this.title])
      input.addEventListener("change", () => this.renew());
    this.root.addEventListener("close", () => this.preview.replaceChildren());
    document.body.append(this.root);
  }

  async open() {
    Object.assign(this, await this.what());
    this.root.showModal();
    this.renew();
  }

  /** @returns {Wanted} */
  get wanted() {
    const [width, height] = sizes[/** @type {keyof typeof sizes} */ (this.size.value)];
    const base = new URL("./", location.href).href;
    const { fragment, scene } = this;
    return {
      base,
      fragment,
      scene,
      view: this.view.value,
      controls: this.controls.value,
      width,
      height,
      title: this.title.value,
    };
  }

  renew() {
    const { wanted } = this;
    this.code.value = snippets[this.kind.value](wanted);
    say(this.said, "");
    const frame = make("iframe", {
      src: frameOf({ ...wanted, base: "./" }),
      title: wanted.title,
      width: String(wanted.width),
      height: String(wanted.height),
    });
    this.preview.replaceChildren(frame);
  }

  async put() {
    try {
      await navigator.clipboard.writeText(this.code.value);
      say(this.said, text("dialog.copied"));
    } catch {
      this.code.select();
      say(this.said, text("dialog.byHand"));
    }
  }
}

/** @type {Record<string, string>} */
const kinds = {
  iframe: "HTML, iframe",
  element: "HTML, <thermo-gen>",
  markdown: "Markdown",
  latex: "LaTeX",
  quarto: "Quarto",
  jupyter: "Jupyter",
  marimo: "marimo, Jupyter (anywidget)",
  bibtex: "BibTeX",
};
