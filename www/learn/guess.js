/**
 * Which way does time run? Two films, a noising run backwards and a generation, of the computer after some updates; the
 * reader says which one is run backwards. Both are records of the core's runs, at the same pace and the same number
 * of frames. The odds are those of a judge who sees every step: the mean of ln(P₀/P̃) of three films.
 */
import { prefersStills } from "../detect.js";
import { make, say } from "../dom.js";
import { button } from "../elements.js";
import { fixed } from "../format.js";
import { byteOf } from "../pictures/brightness.js";
import { text } from "../texts.js";
import { Pen } from "./pen.js";

const side = 14;
const nv = side * side;
const frames = 26;
const samples = 6;
const size = 224;
const seconds = 2.6;
const hold = 0.9; // seconds at the end of a film
const names = ["A", "B"];

export class Guess {
  /** @param {HTMLElement} root with .films, .told, .score and the level @param {import("./story.js").Story} story */
  constructor(root, story) {
    this.root = root;
    this.story = story;
    this.told = /** @type {HTMLElement} */ (root.querySelector(".told"));
    this.score = /** @type {HTMLElement} */ (root.querySelector(".score"));
    this.slider = /** @type {HTMLInputElement} */ (root.querySelector("input"));
    this.output = /** @type {HTMLElement} */ (root.querySelector("output"));
    this.round = 0;
    this.right = 0;
    this.all = 0;
    this.answered = false;
    this.seen = false;
    this.begun = 0;
    this.shown = -1; // the frame that is drawn
    this.reversed = names[0];
    this.pens = names.map((name) => this.film(name));
    this.next = button({ class: "next" }, () => this.deal(), text("learn.another"));
    this.score.before(this.next);
    this.slider.addEventListener("input", () => this.deal());
    new IntersectionObserver(([{ isIntersecting }]) => this.see(isIntersecting)).observe(root);
    this.deal();
  }

  /** A film and its button. @param {string} name */
  film(name) {
    const canvas = make("canvas", { role: "img", "aria-label": text("learn.film", { name }) });
    const guess = button({ "data-film": name }, () => this.answer(name), text("learn.guessThis", { name }));
    this.root.querySelector(".films")?.append(make("div", { class: "one" }, canvas, guess));
    const pen = new Pen(canvas);
    pen.fit(size, size);
    return pen;
  }

  /** @param {boolean} seen */
  see(seen) {
    this.seen = seen;
    if (!seen) return;
    this.story.need("films");
    this.story.need("learn");
  }

  /** Two other films. */
  deal() {
    this.round += 1;
    this.answered = false;
    this.begun = performance.now();
    this.shown = -1;
    // A number of its own for each round, without a pattern that could be learned.
    this.reversed = names[(Math.imul(this.round, 0x9e3779b1) >>> 15) & 1];
    this.root.dataset.reversed = this.reversed;
    say(this.told, "");
    this.tell();
  }

  /** The level of the training that is played with, as far as it is known. */
  level() {
    const { levels } = this.story;
    return levels[Math.min(Number(this.slider.value), levels.length - 1)];
  }

  /** @param {string} name */
  answer(name) {
    if (this.answered || !this.level()) return;
    const right = name === this.reversed;
    Object.assign(this, { answered: true, all: this.all + 1, right: this.right + Number(right) });
    say(this.told, right ? text("learn.right") : text("learn.wrong", { name: this.reversed }));
    this.root.dataset.right = `${this.right} ${this.all}`;
    this.tell();
  }

  tell() {
    const level = this.level();
    say(this.output, level ? String(level.updates) : "");
    if (!level) return say(this.score, text("learn.working"));
    const odds = level.odds.reduce((a, b) => a + b, 0) / level.odds.length;
    this.root.dataset.odds = odds.toFixed(2);
    const values = { updates: level.updates, odds: fixed(odds, odds < 10 ? 1 : 0) };
    const { right, all } = this;
    say(this.score, all ? text("learn.score", { ...values, right, all }) : text("learn.odds", values));
  }

  /** The bytes of a film at a frame. @param {string} name @param {number} frame */
  bytes(name, frame) {
    const which = this.round % samples;
    if (name !== this.reversed) {
      const at = (frame * samples + which) * nv;
      return this.level()?.frames.subarray(at, at + nv);
    }
    const film = this.story.films[which];
    if (!film) return undefined;
    const step = Math.round((1 - frame / (frames - 1)) * (film.shares.length - 1));
    return Uint8Array.from({ length: nv }, (_, k) => byteOf(film.states[step * film.units + k]));
  }

  /** @param {number} now ms */
  tick(now) {
    if (!this.seen) return;
    const cycle = (seconds + hold) * 1000;
    const passed = ((now - this.begun) % cycle) / 1000;
    const frame = prefersStills() ? frames - 1 : Math.min(frames - 1, Math.floor((passed / seconds) * frames));
    if (frame === this.shown) return;
    let drawn = true;
    for (const [k, pen] of this.pens.entries()) {
      const bytes = this.bytes(names[k], frame);
      if (bytes) pen.picture(bytes, side, 0, 0, size);
      else drawn = false;
    }
    if (drawn) this.shown = frame;
  }
}
