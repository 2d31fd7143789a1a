/** The text that an author pastes to have the figure, with the figure at the size that is chosen. */

import { make } from "../dom.js";
import { field, note, option, row } from "../elements.js";
import { frameOf, snippets } from "../embed/snippets.js";
import { names } from "../embed/views.js";
import { text } from "../texts.js";
import { Copying, written } from "./copying.js";

/** @typedef {import("../embed/snippets.js").Wanted} Wanted */
/** @typedef {import("./shown.js").Shown} Shown */

const sizes = { small: [320, 440], medium: [480, 600], large: [640, 760] };

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

export class EmbedTab {
  fragment = "";

  /** @param {Shown} shown @param {(figure: HTMLElement) => void} preview */
  constructor(shown, preview) {
    this.shown = shown;
    this.preview = preview;
    const options = (/** @type {[string, string][]} */ all) =>
      all.map(([value, label]) => make("option", { value }, label));
    const said = names.map((view) => option(view, `dialog.view.${view}`));
    this.view = make("select", {}, ...said);
    this.size = make("select", {}, ...options(Object.entries(sizes).map(([name, [w, h]]) => [name, `${w} × ${h}`])));
    this.kind = make("select", {}, ...options(Object.keys(snippets).map((kind) => [kind, kinds[kind]])));
    this.controls = make("input", { type: "text", value: "play time", spellcheck: "false" });
    this.title = make("input", { type: "text", value: text("dialog.caption") });
    this.code = written("dialog.code", 8);
    const copying = new Copying(this.code, "dialog.copy", "share.copied");
    for (const input of [this.view, this.size, this.kind, this.controls, this.title])
      input.addEventListener("change", () => this.renew());
    this.root = make(
      "div",
      {},
      this.fields(),
      note("dialog.controls.note"),
      this.code,
      row(copying.button),
      copying.told,
    );
  }

  fields() {
    return row(
      field("dialog.kind", this.kind),
      field("dialog.view", this.view),
      field("dialog.size", this.size),
      field("dialog.controls", this.controls),
      field("dialog.says", this.title),
    );
  }

  async opened() {
    this.fragment = (await this.shown.link()).fragment;
    this.renew();
  }

  /** @returns {Wanted} */
  get wanted() {
    const [width, height] = sizes[/** @type {keyof typeof sizes} */ (this.size.value)];
    const base = new URL("./", location.href).href;
    const [view, controls, title] = [this.view.value, this.controls.value, this.title.value];
    return { base, fragment: this.fragment, scene: this.shown.session.scene, view, controls, width, height, title };
  }

  renew() {
    const { wanted } = this;
    this.code.value = snippets[this.kind.value](wanted);
    const { title, width, height } = wanted;
    const src = frameOf({ ...wanted, base: "./" });
    this.preview(make("iframe", { src, title, width: String(width), height: String(height) }));
  }
}
