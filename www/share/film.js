/** The run as a film: a loop of six seconds for a screen held either way, or the whole run with every unit in whole pixels. */
import { make } from "../dom.js";
import { heading, note, row } from "../elements.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";
import { group } from "./making.js";

/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./making.js").Made} Made */
/** @typedef {import("../export/loop.js").Shape} Shape */
/** @typedef {(fraction: number) => Promise<void>} Progress */

export class FilmTab {
  /** @type {Shape} the one that the preview shows */
  shape = "square";

  /** @param {Shown} shown @param {import("./making.js").Making} making @param {(shape: Shape) => void} preview */
  constructor(shown, making, preview) {
    this.shown = shown;
    this.preview = preview;
    this.root = make(
      "div",
      {},
      make("div", { class: "saving" }, heading("share.film.loop"), this.shapes()),
      row(making.button("share.film.save", "loop", (progress) => this.loop(progress))),
      note("share.film.note"),
      group(
        "save.moving",
        making.button("save.gif", "gif", (progress) => this.gif(progress)),
        making.button("save.mp4", "mp4", (progress) => this.film("mp4", progress)),
        making.button("save.webm", "webm", (progress) => this.film("webm", progress)),
      ),
      note("share.film.exact"),
    );
  }

  /** The choice of a shape. */
  shapes() {
    const choice = (/** @type {Shape} */ shape) => {
      const input = make("input", { type: "radio", name: "share-shape", value: shape });
      input.checked = shape === this.shape;
      input.addEventListener("change", () => {
        this.shape = shape;
        this.preview(shape);
      });
      return make("label", { class: "choice" }, input, make("span", wording({ text: `share.film.${shape}` })));
    };
    return make(
      "fieldset",
      { class: "row", ...wording({ "aria-label": "share.film.shape" }) },
      choice("square"),
      choice("upright"),
    );
  }

  opened() {
    this.preview(this.shape);
  }

  /** The kind that most devices play where it can be made, else the other. @param {Progress} progress @returns {Promise<Made>} */
  async loop(progress) {
    const [{ loop, limit }, { film }] = await Promise.all([import("../export/loop.js"), import("../export/film.js")]);
    const { shown, shape } = this;
    const { frames, size } = shown;
    const reel = loop(frames, ...size, shape, (frame) => shown.caption(frame));
    for (const container of /** @type {const} */ (["mp4", "webm"])) {
      const content = await film(container, reel, progress, limit);
      if (content) return { type: `video/${container}`, content, ending: `${shape}.${container}` };
    }
    return { type: "", content: null, problem: text("save.noEncoder") };
  }

  /** @param {Progress} progress @returns {Promise<Made>} */
  async gif(progress) {
    const { gif } = await import("../export/gif.js");
    return { type: "image/gif", content: await gif(this.shown.frames, ...this.shown.size, progress) };
  }

  /** @param {"mp4" | "webm"} container @param {Progress} progress @returns {Promise<Made>} */
  async film(container, progress) {
    const { film, wholeRun } = await import("../export/film.js");
    const content = await film(container, wholeRun(this.shown.frames, ...this.shown.size), progress);
    return { type: `video/${container}`, content, problem: content ? "" : text("save.noEncoder") };
  }
}
