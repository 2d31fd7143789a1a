/**
 * Own data: patterns drawn, typed or read from pictures, and sets of images read from IDX files.
 *
 * Every change is learned after a short rest. Blank patterns are not learned.
 */
import { fileOf, keepFile, labelsOf } from "../data.js";
import { make, say } from "../dom.js";
import { button, field } from "../elements.js";
import { opening } from "../link/scenes.js";
import { levels, mostPatterns } from "../own/drawing.js";
import { mayLie, take, turned } from "../own/files.js";
import { letter } from "../own/raster.js";
import { Sheet } from "../own/sheet.js";
import { colourOf } from "../pictures/brightness.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";
import { chooser, typing } from "./giving.js";
import { Pad } from "./pad.js";
import { Thumbs } from "./thumbs.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */

const restMs = 450;
const sizes = [14, 20, 28];
const firstPerLabel = 12; // images of a file that are learned at first, in all

export class OwnView {
  /** @param {HTMLElement} root @param {Session} session */
  constructor(root, session) {
    this.session = session;
    this.sheet = new Sheet();
    this.pad = new Pad(this.sheet, () => this.edited());
    this.thumbs = new Thumbs(
      this.sheet,
      () => this.draw(),
      () => this.addBlank(),
    );
    /** The text that is learned from, or is about to be. */
    this.given = "";
    /** The last action, or "" for the hint. */
    this.told = "";
    this.timer = 0;
    this.side = make(
      "select",
      { id: "own-size" },
      ...sizes.map((s) => make("option", { value: String(s) }, `${s} × ${s}`)),
    );
    this.side.addEventListener("change", () => this.resize(Number(this.side.value)));
    this.back = button("own.back", () => this.learn());
    this.turn = button("own.turn", () => {
      const filed = fileOf(this.session.patterns.file);
      if (filed) this.learnFile(turned(filed));
    });
    this.note = make("p", { class: "note", role: "status" });
    this.problem = make("p", { class: "problem", role: "alert" });
    this.inks = Array.from({ length: levels }, (_, level) => this.ink(level));
    const inks = make("fieldset", { class: "inks", ...wording({ "aria-label": "own.inks" }) }, ...this.inks);
    const edit = (/** @type {"undo" | "clear" | "invert" | "remove"} */ change) =>
      button(`own.${change}`, () => {
        this.sheet[change]();
        this.edited();
      });
    this.undo = edit("undo");
    this.desk = make(
      "div",
      { class: "desk" },
      make("div", {}, this.pad.canvas, this.pad.told),
      make("div", { class: "tools" }, inks, edit("clear"), edit("invert"), this.undo, edit("remove")),
    );
    this.sheetPart = make("div", {}, this.thumbs.element, this.desk, this.letters());
    root.append(this.sheetPart, this.files(), this.note, this.problem);
    this.say("");
  }

  /** @param {number} level */
  ink(level) {
    const swatch = button({ class: `ink ink-${level}`, ...wording({ "aria-label": "own.level" }, { level }) }, () => {
      this.pad.ink = level;
      this.draw();
    });
    swatch.style.background = `rgb(${colourOf(85 * level).join(" ")})`;
    return swatch;
  }

  letters() {
    const place = (/** @type {string[]} */ all) => {
      if (all.length === 0) throw new Error(text("own.noLetters"));
      const drawn = all.map((character) => letter(character, this.sheet.size));
      this.place(drawn, "");
    };
    return typing("own-letters", "own.letters", 24, place, (problem) => this.say("", problem));
  }

  files() {
    const accept = "image/*,.gz,.idx,.idx3-ubyte,.idx1-ubyte,.ubyte,application/gzip";
    const files = chooser(accept, "own.files", (all) => this.take(all));
    const open = button(wording({ text: "own.choose", title: "own.choose.title" }), () => files.click());
    return make("div", { class: "letters" }, open, files, field("own.pixels", this.side), this.turn, this.back);
  }

  /** @param {string} note @param {string} [problem] */
  say(note, problem = "") {
    this.told = note;
    say(this.note, note || text("own.hint"));
    say(this.problem, problem);
  }

  /** Puts new patterns on the sheet, in place of the examples while these are untouched. @param {Uint8Array[]} patterns @param {string} note */
  place(patterns, note) {
    const example = this.sheet.drawing === opening("own").patterns.drawing;
    const fitted = this.sheet.add(patterns, example);
    const { size, most } = this.sheet;
    const left = patterns.length - fitted;
    const limit = text("own.noRoom", { left, given: patterns.length, most, size });
    this.edited();
    this.say(note, left > 0 ? limit : "");
  }

  /** Reads files that were dropped or chosen. @param {File[]} files */
  async take(files) {
    this.say(text("own.reading"));
    const { session, sheet } = this;
    const { pictures, filed, problems } = await take(files, sheet.size, fileOf(session.patterns.file));
    const done = pictures.map(({ name, done }) => `${name}: ${done.join(", ")}.`).join(" ");
    if (pictures.length > 0)
      this.place(
        pictures.map((picture) => picture.levels),
        done,
      );
    else this.say("");
    if (filed) this.learnFile(filed);
    if (problems.length > 0) this.say(this.note.textContent ?? "", problems.join(" "));
  }

  /** @param {import("../data.js").Filed} filed */
  learnFile(filed) {
    const file = keepFile(filed);
    const names = labelsOf(file).slice(0, firstPerLabel);
    const each = Math.max(1, Math.floor(firstPerLabel / names.length));
    const patterns = { source: /** @type {const} */ ("file"), names, size: filed.width, first: 0, each, file };
    this.given = "";
    this.session.apply(this.session.settings, patterns);
  }

  addBlank() {
    const { sheet } = this;
    if (!sheet.addBlank()) {
      return this.say("", text("own.most", { most: sheet.most, size: sheet.size }));
    }
    this.say("");
    this.draw();
    this.pad.canvas.focus();
  }

  /** @param {number} size */
  resize(size) {
    if (this.sheet.resizeTo(size)) return this.edited();
    const count = this.sheet.patterns.length;
    this.side.value = String(this.sheet.size);
    this.say("", text("own.tooMany", { size, most: mostPatterns(size), given: count }));
  }

  /** The sheet has changed: show it now, learn it after a short rest. */
  edited() {
    this.say("");
    this.draw();
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.learn(), restMs);
  }

  learn() {
    clearTimeout(this.timer);
    const { sheet, session } = this;
    if (session.scene !== "own") return; // left meanwhile; the sheet is kept
    const { patterns } = this;
    if (!patterns) return this.say(text("own.blank"));
    if (session.patterns.source === "drawn" && sheet.drawing === session.patterns.drawing) return;
    this.given = sheet.drawing;
    session.apply(session.settings, patterns);
  }

  /** The patterns on the sheet, as a set to learn; null where all is blank. @returns {import("../data.js").PatternSet | null} */
  get patterns() {
    const { drawing, size, patterns } = this.sheet;
    const names = patterns.filter((pattern) => pattern.some(Boolean)).map((_, i) => String(i + 1));
    return drawing === "" ? null : { source: "drawn", names, size, first: 0, drawing };
  }

  /** Opens the scene of own patterns as the sheet was left. */
  open() {
    const { patterns, session } = this;
    const place = opening("own");
    this.given = patterns?.drawing ?? "";
    session.open(patterns ? { ...place, patterns } : place);
  }

  /** @param {Session} session @param {Frame | null} frame */
  render(session, frame) {
    const { source, drawing = "", size, file } = session.patterns;
    if (source === "drawn" && drawing !== this.given) {
      this.sheet.load(drawing, size);
      this.given = drawing;
      this.draw();
    }
    const filed = source === "file" ? fileOf(file) : null;
    this.sheetPart.hidden = filed !== null;
    this.back.hidden = filed === null;
    this.turn.hidden = filed === null;
    if (filed) return this.say(wordsOf(filed), this.problem.textContent ?? "");
    say(this.note, this.told || text("own.hint"));
    this.thumbs.count(session, frame);
  }

  /** Draws what is on the sheet. */
  draw() {
    this.side.value = String(this.sheet.size);
    this.undo.disabled = this.sheet.past.length === 0;
    this.inks.forEach((swatch, level) => {
      swatch.setAttribute("aria-pressed", String(level === this.pad.ink));
    });
    this.pad.render();
    this.thumbs.draw();
  }
}

/** @param {import("../data.js").Filed} filed */
function wordsOf(filed) {
  const { name, count, width, height, labels } = filed;
  const values = { name, count, width, height };
  const hint = mayLie(filed) ? ` ${text("own.lies")}` : "";
  if (!labels) return text("own.filed", values) + hint;
  return text("own.labelled", { ...values, labels: new Set(labels).size }) + hint;
}
