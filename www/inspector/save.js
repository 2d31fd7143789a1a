/**
 * Saves what is on the stage: pictures, motion, data, citations. What makes a kind of file is loaded
 * when it is first asked for.
 */
import { version } from "../built/parameters.js";
import { byId, make, say } from "../dom.js";
import { csv, save } from "../files.js";
import { fixed, heat } from "../format.js";
import { quality } from "../quality.js";
import { speak, text } from "../texts.js";
import { wording } from "../wording.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {import("./inspector.js").Context} Context */
/** @typedef {{type: string, content: BlobPart | null, problem?: string}} Made what a file holds, or why there is none */
/** @typedef {(progress: (fraction: number) => Promise<void>) => Promise<Made>} Maker */
/** @typedef {"save.png" | "save.gif" | "save.mp4" | "save.webm" | "save.npy" | "save.time" | "save.samples" | "save.loss" | "save.bibtex" | "save.qr"} Label */

/** The next turn of the page, so that it stays alive. */
const turn = () => new Promise((done) => setTimeout(done));

await speak("share");

export class Panel {
  /** @param {HTMLElement} root @param {Context} context */
  constructor(root, context) {
    this.context = context;
    this.session = context.session;
    this.caption = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", class: "switch", checked: "" }));
    this.told = make("p", { class: "note", role: "status" });
    this.code = make("div", { class: "code" });
    /** @type {HTMLButtonElement[]} */
    this.buttons = [];
    const caption = make("label", { class: "field" }, this.caption, make("span", wording({ text: "save.caption" })));
    const embed = make("button", { type: "button", ...wording({ text: "save.embed" }) });
    embed.addEventListener("click", () => byId("embed").click()); // the dialog for authors
    root.append(
      this.group(
        "save.pictures",
        this.button("save.png", "png", () => this.png()),
        caption,
      ),
      this.group(
        "save.moving",
        this.button("save.gif", "gif", (progress) => this.gif(progress)),
        this.button("save.mp4", "mp4", (progress) => this.film("mp4", progress)),
        this.button("save.webm", "webm", (progress) => this.film("webm", progress)),
      ),
      this.group(
        "save.data",
        this.button("save.npy", "npy", (progress) => this.states(progress)),
        this.button("save.time", "time.csv", async () => this.time()),
        this.button("save.samples", "samples.csv", async () => this.samples()),
        this.button("save.loss", "loss.csv", async () => this.loss()),
      ),
      this.group(
        "save.cite",
        this.button("save.bibtex", "bib", () => this.bibtex()),
        this.button("save.qr", "svg", () => this.qr()),
      ),
      this.group("save.show", embed),
      make("p", { class: "note", ...wording({ text: "save.lesson" }) }),
      this.told,
      this.code,
      make("p", { class: "note", ...wording({ text: "save.note" }) }),
    );
    this.busy = false;
  }

  /** @param {import("../texts.js").Key} title @param {...HTMLElement} controls */
  group(title, ...controls) {
    return make(
      "div",
      { class: "saving" },
      make("h3", wording({ text: title })),
      make("div", { class: "row" }, ...controls),
    );
  }

  /** @param {Label} label @param {string} ending of the file's name @param {Maker} maker */
  button(label, ending, maker) {
    const button = make("button", { type: "button", "data-file": ending, ...wording({ text: label }) });
    button.addEventListener("click", () => this.make(ending, maker));
    this.buttons.push(button);
    return button;
  }

  /** @param {string} ending @param {Maker} maker */
  async make(ending, maker) {
    const file = `thermogen-${this.fingerprint}.${ending}`;
    this.busy = true;
    this.context.changed();
    this.code.replaceChildren();
    let told = performance.now();
    const progress = async (/** @type {number} */ fraction) => {
      if (performance.now() - told < 30) return;
      say(this.told, text("save.working", { file, percent: Math.floor(100 * fraction) }));
      await turn();
      told = performance.now();
    };
    try {
      const { content, type, problem = "" } = await maker(progress);
      if (content === null) throw new Error(problem);
      const blob = new Blob([content], { type });
      save(file, blob, type);
      say(this.told, [text("save.done", { file, size: Math.ceil(blob.size / 1000) }), problem].join(" ").trim());
    } catch (error) {
      say(this.told, text("save.failed", { file, why: /** @type {Error} */ (error).message }));
    }
    this.busy = false;
    this.context.changed();
  }

  get size() {
    const { width = 0, height = 0 } = this.session.images ?? {};
    return /** @type {const} */ ([width, height]);
  }

  /** The moment on the stage. */
  get frame() {
    return /** @type {Frame} */ (this.session.player.frame);
  }

  /** That of the run's end, where it is known. */
  get fingerprint() {
    return this.session.player.frames.at(-1)?.fingerprint ?? "";
  }

  /** @returns {Promise<Made>} */
  async png() {
    const { png } = await import("../export/png.js");
    const { frame } = this;
    const { seed } = this.session.settings;
    const about = { samples: frame.heat.length, time: fixed(frame.time, 2), seed: String(seed) };
    const lines = [
      text("save.line", { ...about, heat: heat(quality(frame).heat) }),
      text("save.print", { version, fingerprint: frame.fingerprint }),
      (await this.link()).link,
    ];
    return { type: "image/png", content: await png(frame, ...this.size, this.caption.checked ? lines : []) };
  }

  /** @param {(fraction: number) => Promise<void>} progress @returns {Promise<Made>} */
  async gif(progress) {
    const { gif } = await import("../export/gif.js");
    return { type: "image/gif", content: await gif([...this.session.player.frames], ...this.size, progress) };
  }

  /** @param {"mp4" | "webm"} container @param {(fraction: number) => Promise<void>} progress @returns {Promise<Made>} */
  async film(container, progress) {
    const { film } = await import("../export/film.js");
    const content = await film(container, [...this.session.player.frames], ...this.size, progress);
    return { type: `video/${container}`, content, problem: content ? "" : text("save.noEncoder") };
  }

  /** @param {(fraction: number) => Promise<void>} progress @returns {Promise<Made>} */
  states(progress) {
    const { session } = this;
    const order = session.generation.orderOf(session.first, Number(session.settings.samples));
    const model = session.model?.data;
    return new Promise((done, failed) => {
      this.context.lab.ask(
        "states",
        { model, order },
        {
          part: ({ fraction, file }) =>
            file ? done({ type: "application/octet-stream", content: file }) : progress(fraction),
          failed: (why) => failed(new Error(why)),
        },
      );
    });
  }

  /** @returns {Made} */
  time() {
    const rows = this.session.player.frames.map((frame) => {
      const { heat, cooling, best, inverted } = quality(frame);
      return [frame.step, frame.time, heat, cooling, best, inverted];
    });
    const columns = [
      "step",
      "time",
      "heat_emitted_kT_mean",
      "heat_of_cooling_kT_mean",
      "best_signed_overlap_mean",
      "inverted",
    ];
    return { type: "text/csv", content: csv(columns, rows) };
  }

  /** @returns {Made} */
  samples() {
    const { frame, session } = this;
    const count = frame.heat.length;
    const names = session.images?.labels ?? [];
    const patterns = frame.overlap.length / count;
    const rows = Array.from(frame.heat, (heat, s) => [
      session.first + s,
      heat,
      frame.cooling[s],
      ...frame.overlap.subarray(s * patterns, (s + 1) * patterns),
    ]);
    const overlaps = Array.from({ length: patterns }, (_, i) => `overlap_${names[i] ?? i}`);
    return { type: "text/csv", content: csv(["sample", "heat_emitted_kT", "heat_of_cooling_kT", ...overlaps], rows) };
  }

  /** @returns {Made} */
  loss() {
    const rows = this.session.loss.map((loss, i) => [i + 1, loss]);
    return { type: "text/csv", content: csv(["iteration", "loss_less_N_over_2"], rows) };
  }

  async link() {
    const { ready, writeLink } = await import("../link/link.js");
    await ready();
    const { fragment, omitted } = writeLink({ ...this.session.place, compare: null });
    const link = location.href.replace(/#.*$/, "") + (fragment && `#${fragment}`);
    return { link, omitted: omitted.length ? text("link.leftOut", { what: omitted.join(", ") }) : "" };
  }

  /** @returns {Promise<Made>} */
  async bibtex() {
    const [{ bibtex }, { link, omitted }] = await Promise.all([import("../export/bibtex.js"), this.link()]);
    const { settings, training, player } = this.session;
    const { seed, samples, trainer, kt } = settings;
    const run = { link, seed: String(seed), samples: Number(samples), trainer: String(trainer), kt: String(kt) };
    const prints = { model: training.fingerprint, fingerprint: player.frames.at(-1)?.fingerprint ?? "" };
    const content = bibtex({ ...run, iterations: training.shown, ...prints });
    return { type: "application/x-bibtex", content, problem: omitted };
  }

  /** @returns {Promise<Made>} */
  async qr() {
    const [{ qr }, { link, omitted }] = await Promise.all([import("../export/qr.js"), this.link()]);
    const code = qr(link);
    if (!code) return { type: "", content: null, problem: text("save.long") };
    code.setAttribute("role", "img");
    code.setAttribute("aria-label", text("save.code", { link }));
    this.code.replaceChildren(code);
    return { type: "image/svg+xml", content: code.outerHTML, problem: omitted };
  }

  /** @param {Session} session @param {Frame | null} frame */
  render(session, frame) {
    const ready = session.phase === "trained" && frame !== null && session.player.frames.length > 0 && !this.busy;
    for (const button of this.buttons) button.disabled = !ready;
    if (!ready && !this.busy) say(this.told, text("save.wait"));
    else if (this.told.textContent === text("save.wait")) say(this.told, "");
  }
}
