/**
 * One rung: controls of a small system, the picture of it in motion, the crowd's histogram next to the
 * exact density, and in numbers how far the two agree. The picture is of `Picture`; all physics comes from
 * the worker (crowds.js).
 */
import { prefersStills } from "../detect.js";
import { make, say } from "../dom.js";
import { fixed, spoken } from "../format.js";
import { text } from "../texts.js";

/** @typedef {import("../tasks/crowd.js").Shape} Shape */
/** @typedef {import("../tasks/crowd.js").Settings} Settings */
/** @typedef {{shape: Shape, trail: number[][], force: number[], counts: Uint32Array | null, samples: number}} Scene what a picture shows; trail from old to new */
/** @typedef {{draw: (scene: Scene) => void}} Picture */
/** @typedef {{name: keyof Settings, symbol: string, min: number, max: number, step: number, log?: boolean}} Control */

/** @type {Control[]} */
const all = [
  { name: "j2", symbol: "J_2", min: -2, max: 3, step: 0.1 },
  { name: "j4", symbol: "J_4", min: 0, max: 3, step: 0.1 },
  { name: "bias", symbol: "b", min: -2, max: 2, step: 0.05 },
  { name: "coupling", symbol: "J", min: -5, max: 5, step: 0.1 },
  { name: "kt", symbol: "kT", min: 0.02, max: 1, step: 0.02 },
  { name: "dt", symbol: "Δt", min: -3, max: -1, step: 0.1, log: true },
  { name: "wait", symbol: "t_w", min: 0.5, max: 50, step: 0.5 },
];
const timePerSecond = 0.5; // of the watched system
const trailTime = 1.2;
const most = 50_000; // systems counted
const narrowest = 120; // px: before it is laid out a picture has no width
const limit = 4; // spreads, beyond which the page says that the two differ

/** Δt is set by its logarithm, to two digits. @param {Control} control @param {number} at */
const setting = ({ log }, at) => (log ? Number((10 ** at).toPrecision(2)) : at);

export class Rung {
  /**
   * @param {HTMLElement} root with .picture, .controls, .verdict, .now and the buttons .run, .again and .reset
   * @param {number} units @param {Settings} settings @param {Picture} picture
   * @param {import("./crowds.js").Crowds} crowds
   */
  constructor(root, units, settings, picture, crowds) {
    this.root = root;
    this.units = units;
    this.picture = picture;
    this.crowds = crowds;
    /** @type {import("../worker/client.js").Call | null} its crowd */
    this.crowd = null;
    this.settings = { ...settings };
    this.opening = { ...settings };
    this.seed = 1;
    /** @type {Scene | null} */
    this.scene = null;
    this.moving = !prefersStills();
    this.seen = false;
    this.owed = 0; // steps not yet asked for
    this.waiting = false;
    this.last = 0;
    this.dirty = true;
    this.part("controls").append(
      ...all.filter(({ name }) => units === 2 || name !== "coupling").map((c) => this.control(c)),
    );
    this.button("run").addEventListener("click", () => this.toggle());
    this.button("again").addEventListener("click", () => {
      this.seed += 1;
      this.begin();
    });
    this.button("reset").addEventListener("click", () => this.set(this.opening));
    new IntersectionObserver(([{ isIntersecting }]) => this.see(isIntersecting)).observe(root);
    new ResizeObserver(() => this.touch()).observe(this.part("picture"));
    say(this.button("again"), text("learn.countAgain"));
    say(this.button("reset"), text("learn.reset"));
    this.sayButton();
  }

  /** @param {string} name @returns {HTMLElement} */
  part(name) {
    return /** @type {HTMLElement} */ (this.root.querySelector(`.${name}`));
  }

  /** @param {string} name */
  button(name) {
    return /** @type {HTMLButtonElement} */ (this.root.querySelector(`button.${name}`));
  }

  /** @param {Control} control */
  control(control) {
    const { name, symbol, min, max, step, log } = control;
    const id = `${name}-${this.units}`;
    const [letter, index] = symbol.split("_");
    const start = log ? Math.log10(this.settings[name]) : this.settings[name];
    const range = { min: String(min), max: String(max), step: String(step), value: String(start) };
    const slider = make("input", { id, type: "range", class: "slider", ...range });
    const now = make("output", { class: "num", for: id });
    const label = make(
      "label",
      { for: id },
      make("i", {}, letter, ...(index ? [make("sub", {}, index)] : [])),
      ` ${text(`learn.${name}`)}`,
    );
    const show = () => {
      say(now, spoken(this.settings[name]));
      slider.setAttribute("aria-valuetext", spoken(this.settings[name]));
    };
    slider.addEventListener("input", () => {
      this.settings[name] = setting(control, Number(slider.value));
      show();
      this.begin();
    });
    slider.addEventListener("set", () => {
      slider.value = String(log ? Math.log10(this.settings[name]) : this.settings[name]);
      show();
    });
    show();
    return make("div", { class: "knob" }, label, slider, now);
  }

  /** @param {Partial<Settings>} settings */
  set(settings) {
    Object.assign(this.settings, settings);
    for (const slider of this.root.querySelectorAll(".controls input")) slider.dispatchEvent(new Event("set"));
    this.begin();
  }

  /** The system goes on from where it is, the crowd begins again. */
  begin() {
    this.waiting = true; // for its shape
    const place = this.scene?.trail.at(-1) ?? Array(this.units).fill(0);
    const { units, settings, seed } = this;
    this.crowd?.stop();
    this.crowd = this.crowds.begin(
      { units, settings: { ...settings }, seed, place },
      {
        part: (part) => this.receive(part),
        refused: (why) => say(this.part("verdict"), text("learn.refused", { why })),
        lost: () => this.begin(),
      },
    );
    say(this.part("verdict"), text("learn.counting"));
  }

  toggle() {
    this.moving = !this.moving;
    this.sayButton();
  }

  sayButton() {
    say(this.button("run"), text(this.moving ? "learn.pause" : "learn.play"));
  }

  /** @param {boolean} seen whether any of it is on the screen */
  see(seen) {
    this.seen = seen;
    if (seen && !this.crowd) this.begin();
    else if (this.scene) this.count();
  }

  count() {
    this.crowd?.send("count", { most: this.seen ? most : 0 });
  }

  touch() {
    this.dirty = true;
  }

  /** @param {import("../tasks/crowd.js").Part} part */
  receive(part) {
    if ("shape" in part) this.open(part.shape);
    else if (this.scene && "path" in part) this.follow(part.path, part.force);
    else if (this.scene && "counts" in part) this.tally(part.counts, part.agreement);
    this.touch();
  }

  /** @param {Shape} shape */
  open(shape) {
    const { trail = [Array(this.units).fill(0)], force = Array(this.units).fill(0) } = this.scene ?? {};
    this.scene = { shape, trail, force, counts: null, samples: 0 };
    this.waiting = false;
    this.count();
    if (!this.moving) this.ask(Math.ceil(trailTime / this.settings.dt)); // a still shows where it went
  }

  /** @param {number} steps */
  ask(steps) {
    this.waiting = true;
    this.crowd?.send("watch", { steps });
  }

  /** @param {Float32Array} path @param {Float64Array} force */
  follow(path, force) {
    const { scene, units } = this;
    if (!scene) return;
    this.waiting = false;
    for (let at = 0; at < path.length; at += units) scene.trail.push([...path.slice(at, at + units)]);
    scene.trail = scene.trail.slice(-Math.ceil(trailTime / this.settings.dt));
    scene.force = [...force];
  }

  /** @param {Uint32Array} counts @param {Float64Array} agreement */
  tally(counts, [samples, classes, chi, expected, spread, excess]) {
    if (!this.scene) return;
    Object.assign(this.scene, { counts, samples });
    if (classes < 2) return say(this.part("verdict"), text("learn.few", { samples }));
    const off = (chi - expected) / spread;
    const values = {
      samples: fixed(samples, 0),
      classes,
      chi: fixed(chi, 1),
      expected: fixed(expected, 1),
      spread: fixed(spread, 1),
      excess: fixed(excess, excess < 10 ? 2 : 0),
      off: fixed(Math.abs(off), 1),
    };
    const verdict = Math.abs(off) > limit ? "learn.differ" : "learn.agree";
    say(this.part("verdict"), `${text("learn.chi", values)} ${text(verdict, values)}`);
    this.root.dataset.agrees = String(Math.abs(off) <= limit);
    this.root.dataset.samples = String(samples);
  }

  /** @param {number} now ms */
  tick(now) {
    const passed = Math.min(0.1, (now - this.last) / 1000);
    this.last = now;
    if (!this.seen || !this.scene) return;
    if (this.moving && !this.waiting) {
      this.owed += (passed * timePerSecond) / this.settings.dt;
      const steps = Math.floor(this.owed);
      this.owed -= steps;
      if (steps > 0) this.ask(steps);
    }
    if (!this.dirty || this.part("picture").clientWidth < narrowest) return;
    this.dirty = false;
    this.picture.draw(this.scene);
    this.tell();
  }

  /** The picture in words, when nothing moves. */
  tell() {
    const { trail } = /** @type {Scene} */ (this.scene);
    const place = (trail.at(-1) ?? []).map((x) => fixed(x, 2)).join(", ");
    const words = this.moving ? text("learn.wanders") : text("learn.rests", { place });
    say(this.part("now"), words);
  }
}
