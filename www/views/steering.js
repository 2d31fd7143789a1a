/**
 * Steering in the Lab: the pad and its two axes, sliders for three more numbers of the latent code, new samples like one,
 * a path between two pictures, and a digit of the reader's own that the computer draws again.
 */

import { make, say } from "../dom.js";
import { button, field, fold, note } from "../elements.js";
import { fixed } from "../format.js";
import { resampled } from "../own/drawn.js";
import { Sheet } from "../own/sheet.js";
import { drawPicture } from "../pictures/tiles.js";
import { reach, Steering } from "../session/steering.js";
import { language, text } from "../texts.js";
import { wording } from "../wording.js";
import { Pad } from "./pad.js";
import { axisName, SteerPad } from "./steer-pad.js";

/** @typedef {import("../session/session.js").Session} Session */

const more = 3; // sliders
const mostChosen = 64; // pictures of one kind in a list
const preview = 56; // px

export class SteeringView {
  /** @param {HTMLElement} card @param {Session} session */
  constructor(card, session) {
    this.card = card;
    this.session = session;
    this.steering = new Steering(session);
    this.pad = new SteerPad(this.steering);
    this.known = "";
    /** @type {Map<string, Uint8Array>} training images by what is known and their number */
    this.made = new Map();
    this.axes = [0, 1].map((k) => this.axis(k));
    this.sliders = Array.from({ length: more }, (_, k) => this.slider(k));
    this.from = this.picker();
    this.to = this.picker();
    this.sheet = new Sheet();
    this.drawing = new Pad(this.sheet, () => {});
    this.note = make("p", { class: "note" });
    const clear = () => {
      this.sheet.clear();
      this.drawing.render();
    };
    const own = fold(
      "steer.draw",
      make("div", { class: "steer-draw" }, this.drawing.canvas, this.drawing.told),
      button("steer.redraw", () => this.redraw()),
      button("steer.clear", clear),
    );
    own.addEventListener("toggle", () => this.drawing.render());
    card.append(
      make("h2", { id: "h-steering", ...wording({ text: "steer" }) }),
      note("steer.note"),
      make("div", { class: "steer-axes" }, field("steer.y", this.axes[1]), field("steer.x", this.axes[0])),
      this.pad.canvas,
      this.pad.told,
      fold("steer.more", ...this.sliders.map(({ row }) => row)),
      make(
        "div",
        { class: "steer-like" },
        field("steer.from", this.from.select),
        this.from.canvas,
        button("steer.like", () => this.steering.like(this.from.code())),
        field("steer.to", this.to.select),
        this.to.canvas,
        button("steer.path", () => this.steering.path(this.from.code(), this.to.code())),
      ),
      own,
      this.note,
    );
  }

  /** The choice of an axis of the pad. @param {number} k */
  axis(k) {
    const select = make("select", { id: `steer-${"xy"[k]}` });
    select.addEventListener("change", () => {
      this.pad.axes[k] = select.value;
      this.pad.render();
    });
    return select;
  }

  /** A slider of one more number, with the choice of it. @param {number} k */
  slider(k) {
    const select = make("select", { id: `steer-axis-${k}`, ...wording({ "aria-label": "steer.which" }) });
    const range = { type: "range", class: "slider", min: String(-reach), max: String(reach), step: "0.1" };
    const slider = make("input", { id: `steer-value-${k}`, ...range });
    const now = make("output", { class: "num", for: slider.id });
    slider.addEventListener("input", () => this.steering.want({ [select.value]: Number(slider.value) }));
    return { select, slider, now, row: make("div", { class: "steer-row" }, select, slider, now) };
  }

  /** The choice of a sample, or of a training image of each class. */
  picker() {
    const select = make("select", {});
    const canvas = make("canvas", { role: "img", ...wording({ "aria-label": "steer.chosen" }) });
    const chosen = () => ({ trained: select.value[0] === "t", at: Number(select.value.slice(1)) });
    const pixels = () => {
      const { trained, at } = chosen();
      return trained ? this.picture(at) : this.steering.pixels(at);
    };
    const code = () => {
      const { trained, at } = chosen();
      return trained ? String(at) : (this.steering.look()?.written(this.steering.pixels(at)) ?? "");
    };
    return { select, canvas, pixels, code };
  }

  /** A training image, made once. @param {number} image */
  picture(image) {
    const key = `${this.known} ${image}`;
    const made = this.made.get(key) ?? this.steering.look()?.picture(image) ?? new Uint8Array(0);
    this.made.set(key, made);
    return made;
  }

  redraw() {
    const { images } = this.session;
    if (!images || this.sheet.pattern.every((level) => level === 0)) return;
    this.steering.redraw(resampled(this.sheet.pattern, this.sheet.size, images.width, images.height));
  }

  /** @param {number} now ms */
  tick(now) {
    this.steering.tick(now);
  }

  render() {
    const { session, steering, card } = this;
    const codes = steering.look();
    if (session.model) card.hidden = !codes;
    if (!codes || card.offsetParent === null) return;
    const samples = session.player.frame?.heat.length ?? 0;
    const known = [language(), session.training.fingerprint, codes.names, samples].join();
    const other = known !== this.known;
    this.known = known;
    if (other) this.fill(codes.names, samples);
    this.pad.render();
    for (const { select, slider, now } of this.sliders) {
      const value = steering.value(select.value);
      if (document.activeElement !== slider || value !== null) slider.value = String(value ?? 0);
      say(now, value === null ? "–" : fixed(value, 1));
      slider.setAttribute("aria-valuetext", `${axisName(select.value)} ${value === null ? "–" : fixed(value, 1)}`);
    }
    for (const one of [this.from, this.to]) this.show(one);
    say(this.note, steering.full ? text("steer.full") : "");
  }

  /** The choices. @param {string[]} names @param {number} samples */
  fill(names, samples) {
    const option = (/** @type {string} */ value, /** @type {string} */ said) => make("option", { value }, said);
    const selects = [...this.axes, ...this.sliders.map(({ select }) => select)];
    const opening = [...this.pad.axes, ...names.filter((name) => !this.pad.axes.includes(name))];
    selects.forEach((select, k) => {
      const before = select.value;
      select.replaceChildren(...names.map((name) => option(name, axisName(name))));
      select.value = names.includes(before) ? before : names[Math.max(0, names.indexOf(opening[k]))];
    });
    this.pad.axes = this.axes.map(({ value }) => value);
    const classes = this.steering.codes?.classes ?? [];
    const firsts = classes.map((_, i) => i).filter((i) => classes.indexOf(classes[i]) === i);
    const choices = [
      ...Array.from({ length: Math.min(samples, mostChosen) }, (_, k) => [`s${k}`, text("steer.sample", { n: k + 1 })]),
      ...firsts.slice(0, mostChosen).map((i) => [`t${i}`, text("steer.image", { label: classes[i] ?? i + 1 })]),
    ];
    [this.from, this.to].forEach(({ select }, k) => {
      const before = select.value;
      select.replaceChildren(...choices.map(([value, said]) => option(value, said)));
      select.value = choices.some(([value]) => value === before)
        ? before
        : (choices[Math.min(k, choices.length - 1)]?.[0] ?? "");
    });
  }

  /** Shows the chosen picture. @param {ReturnType<SteeringView["picker"]>} picker */
  show({ canvas, pixels }) {
    const { images } = this.session;
    const picture = pixels();
    if (!images || picture.length !== images.width * images.height * images.channels) return;
    const scale = Math.max(1, Math.floor((preview * (globalThis.devicePixelRatio || 1)) / images.width));
    drawPicture(canvas, picture, images.width, images.height, scale, images.channels);
  }
}
