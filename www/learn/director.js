/**
 * Moves the one canvas through the beats. The beat that the reader is at draws; how far it is, from 0 to 1, follows from
 * scrolling, from the time line below the canvas, or from playing. Nothing is drawn that has not changed. Where
 * less motion is preferred, scrolling moves nothing: each beat is a still, which its time line can change.
 */
import { prefersStills } from "../detect.js";
import { say } from "../dom.js";
import { text } from "../texts.js";

/**
 * A beat as the canvas shows it.
 * @typedef {object} Scene
 * @property {string} name of its section
 * @property {number} seconds that it plays
 * @property {number} still where it rests when nothing moves
 * @property {boolean} [plays] whether it begins by itself when it is first seen
 * @property {() => boolean} [ready] whether what it plays is there
 * @property {(part: number) => number} [scrolled] how far it is where so much is scrolled
 * @property {() => void} [enter]
 * @property {() => void} [leave]
 * @property {(now: number) => boolean} [tick] whether it has changed by itself
 * @property {(pen: import("./pen.js").Pen, at: number, lit: string) => void} draw
 * @property {(at: number) => string} now in words
 * @property {(at: number) => Record<string, unknown>} [facts] numbers that are shown
 * @property {(x: number, y: number, kind: "down" | "move" | "up") => boolean} [touch] whether it takes it
 */

const line = 0.6; // of the screen's height: the beat there is the one shown
const [rest, end] = [0.08, 0.8]; // of the scrolling, where a beat begins and ends
const release = 60; // px of scrolling, after which the time line follows it again

export class Director {
  /** @param {HTMLElement} stage with canvas, .play, .time and .now @param {import("./pen.js").Pen} pen @param {Scene[]} scenes the first ones */
  constructor(stage, pen, scenes) {
    this.stage = stage;
    this.pen = pen;
    /** @type {Scene[]} */
    this.scenes = [];
    const one = (/** @type {string} */ name) => /** @type {HTMLElement} */ (stage.querySelector(name));
    this.canvas = /** @type {HTMLCanvasElement} */ (one("canvas"));
    this.button = one(".play");
    this.time = /** @type {HTMLInputElement} */ (one(".time"));
    this.words = one(".now");
    /** @type {HTMLElement[]} */
    this.sections = [];
    /** @type {Scene | null} */
    this.scene = null;
    this.at = 0;
    this.moved = Number.NEGATIVE_INFINITY; // where the time line was moved by hand or by playing, px scrolled
    this.playing = false;
    this.last = 0;
    this.dirty = true;
    /** @type {Set<string>} */
    this.played = new Set();
    this.listen();
    this.add(scenes);
  }

  /** Adds the beats that follow. @param {Scene[]} scenes */
  add(scenes) {
    this.scenes.push(...scenes);
    for (const { name } of scenes) {
      const section = /** @type {HTMLElement} */ (document.getElementById(name));
      this.sections.push(section);
      new MutationObserver(() => this.touched()).observe(section, { attributeFilter: ["data-lit"] });
    }
    this.measure();
  }

  listen() {
    addEventListener("scroll", () => this.follow(), { passive: true });
    new ResizeObserver(() => this.measure()).observe(document.body);
    new ResizeObserver(() => this.measure()).observe(this.canvas);
    this.button.addEventListener("click", () => this.play(!this.playing));
    this.time.addEventListener("input", () => {
      this.play(false);
      this.set(Number(this.time.value) / 1000, true);
    });
    for (const kind of /** @type {const} */ (["down", "move", "up"]))
      this.canvas.addEventListener(`pointer${kind}`, (event) => this.touch(event, kind));
  }

  /** Where everything is, once it has changed. */
  measure() {
    const { width, height } = this.canvas.getBoundingClientRect();
    if (width > 40 && height > 40) this.pen.fit(width, height);
    const top = (/** @type {HTMLElement} */ section) => section.getBoundingClientRect().top + scrollY;
    this.places = this.sections.map((section) => ({ top: top(section), height: section.offsetHeight }));
    this.touched();
    this.follow();
  }

  /** Which beat is at the line, and how far it is scrolled. */
  follow() {
    const places = this.places ?? [];
    const reader = scrollY + line * innerHeight;
    let k = 0;
    while (k + 1 < places.length && places[k + 1].top <= reader) k += 1;
    if (this.scenes[k] !== this.scene) this.enter(this.scenes[k]);
    const { top, height } = places[k];
    const begin = Math.max(0, top - line * innerHeight);
    const part = (scrollY - begin) / (top + height - line * innerHeight - begin || 1);
    if (Math.abs(scrollY - this.moved) < release || prefersStills()) return;
    if (this.playing) this.play(false);
    this.moved = Number.NEGATIVE_INFINITY;
    const inside = Math.min(1, Math.max(0, (part - rest) / (end - rest)));
    this.set(this.scene?.scrolled?.(inside) ?? inside);
  }

  /** @param {Scene} scene */
  enter(scene) {
    this.scene?.leave?.();
    this.scene = scene;
    this.stage.dataset.beat = scene.name;
    this.moved = Number.NEGATIVE_INFINITY;
    this.play(false);
    /** @type {HTMLElement} */ for (const knob of this.stage.querySelectorAll("[data-for]"))
      knob.toggleAttribute("hidden", knob.getAttribute("data-for") !== scene.name);
    for (const link of document.querySelectorAll(".beats a"))
      link.setAttribute("aria-current", String(link.getAttribute("href") === `#${scene.name}`));
    this.canvas.setAttribute("aria-label", text(/** @type {"learn.see.open"} */ (`learn.see.${scene.name}`)));
    scene.enter?.();
    this.set(prefersStills() ? scene.still : 0);
    if (scene.plays && !prefersStills() && !this.played.has(scene.name)) {
      this.played.add(scene.name);
      this.play(true);
    }
  }

  /** @param {boolean} on */
  play(on) {
    this.playing = on;
    if (on && this.at > 0.995) this.set(0);
    if (on) this.moved = scrollY;
    say(this.button, text(on ? "learn.pause" : "learn.play"));
  }

  /** @param {number} at @param {boolean} [held] whether by hand */
  set(at, held = false) {
    if (held) this.moved = scrollY;
    this.at = at;
    this.time.value = String(Math.round(1000 * at));
    this.touched();
  }

  touched() {
    this.dirty = true;
  }

  /** The page's theme is another one. */
  theme() {
    this.pen.theme();
    this.touched();
  }

  /** @param {PointerEvent} event @param {"down" | "move" | "up"} kind */
  touch(event, kind) {
    const taken = this.scene?.touch?.(event.offsetX, event.offsetY, kind);
    if (!taken) return;
    if (kind === "down") this.canvas.setPointerCapture(event.pointerId);
    event.preventDefault();
    this.touched();
  }

  /** @param {number} now ms */
  tick(now) {
    const passed = Math.min(0.1, (now - this.last) / 1000);
    this.last = now;
    const { scene } = this;
    if (!scene) return;
    if (this.playing && scene.ready?.() !== false) {
      this.moved = scrollY;
      this.set(Math.min(1, this.at + passed / scene.seconds));
      if (this.at >= 1) this.play(false);
    }
    if (scene.tick?.(now)) this.touched();
    if (this.dirty) this.draw(scene);
  }

  /** @param {Scene} scene */
  draw(scene) {
    this.dirty = false;
    const section = this.sections[this.scenes.indexOf(scene)];
    this.pen.clear();
    scene.draw(this.pen, this.at, section.dataset.lit ?? "");
    const words = scene.now(this.at);
    say(this.words, words);
    this.time.setAttribute("aria-valuetext", words || `${Math.round(100 * this.at)} %`);
    if (scene.facts) section.dataset.facts = JSON.stringify(scene.facts(this.at));
  }
}
