/** One step of training in slow motion: maps of Δx, of the way back, of the residual, and what lands on one coupling. */

import { make, say } from "../dom.js";
import { fixed, scientific } from "../format.js";
import { presetSettings } from "../link/settings.js";
import { colourOf } from "../pictures/brightness.js";
import { text } from "../texts.js";
import { Experiment } from "./experiment.js";
import { add, size as sized } from "./plane.js";

/** @typedef {{arrival: Float64Array, residual: Float64Array, displacement: Float64Array, pull: Float64Array, gradient: Float64Array, visible: number, i: number, j: number, product: number, loss: number}} Step */

const side = 8;
const names = ["0", "1", "2"];
/** @type {import("../tasks/messages.js").Settings} */
const settings = { ...presetSettings("quick"), hidden: 16, visible_biases: false };
const steps = Math.round(Number(settings.time) / Number(settings.dt));
const picked = [1000, 400, 1600, 2200, 100]; // steps shown in turn
const [square, gap] = [14, 10]; // pixels of a cell, and between visible and hidden units

export class SlowStep extends Experiment {
  /** @param {HTMLElement} root @param {import("../worker/measurements.js").Measurements} measurements */
  constructor(root, measurements) {
    super(root, measurements, "lessonStep", [text("learn.fetch"), text("learn.next")]);
    this.stages = /** @type {HTMLElement} */ (root.querySelector(".stages"));
    this.theta = make(
      "select",
      {},
      make("option", { value: "0" }, text("learn.untrained")),
      make("option", { value: "20" }, text("learn.trained")),
    );
    this.button.before(make("label", { class: "choice" }, `${text("learn.theta")} `, this.theta));
    this.turn = 0;
  }

  /** @override */
  input() {
    const image = this.turn % names.length;
    const step = picked[this.turn % picked.length];
    this.shown = { image, step };
    this.turn += 1;
    return {
      settings: { ...settings, iterations: Number(this.theta.value) },
      size: side,
      image,
      trajectory: this.turn,
      step,
    };
  }

  /** @override @param {Step} part */
  receive(part) {
    const { image, step } = this.shown ?? { image: 0, step: 0 };
    const { visible, i, j, arrival, residual, displacement, pull, gradient } = part;
    const kt = Number(settings.kt);
    const share = Math.max(0, 1 - step / (Number(settings.ramp) * steps));
    const number = (/** @type {number} */ v) => fixed(v, 4);
    const unit = (/** @type {number} */ k, /** @type {string} */ which) =>
      text("learn.unitSays", {
        which,
        moved: number(displacement[k]),
        pulled: number(pull[k]),
        kt: fixed(kt, 2),
        residual: number(residual[k]),
        arrival: number(arrival[k]),
      });
    const rate = (Number(settings.rate) * Number(settings.dt)) / Number(settings.time);
    const values = {
      a: number(residual[i]),
      b: number(arrival[j]),
      c: number(residual[j]),
      d: number(arrival[i]),
      product: number(part.product),
    };
    const sum = gradient[i];
    const hidden = j - visible;
    const row = (/** @type {string} */ label, /** @type {string} */ name, /** @type {Float64Array} */ map) =>
      make("figure", { class: "map", "data-part": name }, picture(map, visible, [i, j]), make("figcaption", {}, label));
    this.stages.hidden = false;
    this.stages.replaceChildren(
      make(
        "div",
        { class: "maps" },
        row(text("learn.arrival"), "arrival", arrival),
        row(text("learn.moved"), "moved", displacement),
        row(text("learn.pulled"), "reverse", pull),
        row(text("learn.residual"), "residual", residual),
        row(text("learn.whole", { steps, hidden }), "product", gradient),
      ),
      make("p", {}, text("learn.stepSays", { step, steps, name: names[image], share: fixed(share, 2), i, j: hidden })),
      make(
        "ul",
        { class: "sums" },
        make("li", { "data-part": "moved reverse residual kick" }, unit(i, text("learn.visibleUnit", { unit: i }))),
        make("li", { "data-part": "moved reverse residual kick" }, unit(j, text("learn.hiddenUnit", { unit: hidden }))),
        make("li", { "data-part": "product" }, text("learn.lands", values)),
        make(
          "li",
          { "data-part": "product" },
          text("learn.along", { sum: fixed(sum, 2), rate: scientific(rate), change: scientific(-rate * sum) }),
        ),
        make(
          "li",
          { "data-part": "kick" },
          text("learn.lossSays", { loss: fixed(part.loss, 2), units: arrival.length }),
        ),
      ),
    );
    say(this.told, "");
  }
}

/** Units as squares, visible left and hidden right, from black over grey at 0 to white; the two units have a frame. @param {Float64Array} map @param {number} visible @param {number[]} marked */
function picture(map, visible, marked) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("aria-hidden", "true");
  const most = map.reduce((a, b) => Math.max(a, Math.abs(b)), 1e-300);
  const columns = Math.ceil(Math.sqrt(map.length - visible));
  sized(svg, side * square + (columns ? gap + columns * square : 0), side * square);
  const at = (/** @type {number} */ k) => {
    const h = k - visible;
    if (h < 0) return [(k % side) * square, Math.floor(k / side) * square];
    return [side * square + gap + (h % columns) * square, Math.floor(h / columns) * square];
  };
  map.forEach((value, k) => {
    const [x, y] = at(k);
    const [red, green, blue] = colourOf(Math.round(127.5 + (127.5 * value) / most));
    add(svg, "rect", { x, y, width: square, height: square, fill: `rgb(${red} ${green} ${blue})` });
  });
  for (const k of marked.filter((k) => k < map.length)) {
    const [x, y] = at(k);
    add(svg, "rect", { class: "marked", x: x + 1, y: y + 1, width: square - 2, height: square - 2 });
  }
  return svg;
}
