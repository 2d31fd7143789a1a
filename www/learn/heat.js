/**
 * The heat over a training: the reader draws a guess first, then the measured one appears, as a curve and as a table.
 * The guess is drawn by a pointer; it can be left out.
 */
import { linear, path } from "../charts/scale.js";
import { make, say, svg } from "../dom.js";
import { fixed } from "../format.js";
import { text } from "../texts.js";

/** @typedef {import("./story.js").Level} Level */

const [width, height] = [440, 220];
const [left, right, top, base] = [40, width - 12, 14, height - 28];
const most = 480; // kT
const last = 300; // updates
/** Updates on an axis that is logarithmic but for 0. @param {number} updates */
const across = (updates) => left + (Math.log10(1 + updates) / Math.log10(1 + last)) * (right - left);
const up = linear(0, most, base, top);

/** Mean and standard error. @param {Float64Array} heat */
export function spread(heat) {
  const mean = heat.reduce((a, b) => a + b, 0) / heat.length;
  const variance = heat.reduce((a, b) => a + (b - mean) ** 2, 0) / (heat.length - 1);
  return { mean, error: Math.sqrt(variance / heat.length) };
}

export class HeatOfTraining {
  /** @param {HTMLElement} root with .results, .show and .told @param {import("./story.js").Story} story */
  constructor(root, story) {
    this.root = root;
    this.story = story;
    this.told = /** @type {HTMLElement} */ (root.querySelector(".told"));
    this.results = /** @type {HTMLElement} */ (root.querySelector(".results"));
    this.button = /** @type {HTMLButtonElement} */ (root.querySelector("button.show"));
    this.asked = false;
    this.known = 0;
    /** @type {[number, number][]} */
    this.guess = [];
    this.pad = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "pad", role: "img", "aria-label": text("learn.drawHere") }); // biome-ignore format: one line
    this.drawn = svg("path", { class: "guess" });
    this.line = svg("path", { class: "heat" });
    this.bars = svg("g", {});
    this.table = make("table", { class: "plain" });
    this.axes();
    this.pad.append(this.drawn, this.line, this.bars);
    this.results.append(this.pad, this.table);
    this.button.addEventListener("click", () => this.show());
    this.listen();
  }

  axes() {
    this.pad.append(svg("path", { class: "axis", d: `M${left} ${top}V${base}H${right}` }));
    for (const updates of [0, 1, 10, 100, 300])
      this.pad.append(svg("text", { x: across(updates), y: base + 17, "text-anchor": "middle" }, String(updates)));
    this.pad.append(svg("text", { x: left + 6, y: top + 4 }, "kT"));
    this.pad.append(svg("text", { x: right, y: base - 6, "text-anchor": "end" }, text("learn.updates")));
    this.pad.append(svg("text", { x: left - 6, y: base, "text-anchor": "end" }, "0"));
  }

  listen() {
    let drawing = false;
    const place = (/** @type {PointerEvent} */ event) => {
      const box = this.pad.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * width;
      const y = ((event.clientY - box.top) / box.height) * height;
      return /** @type {[number, number]} */ ([Math.min(right, Math.max(left, x)), Math.min(base, Math.max(top, y))]);
    };
    this.pad.addEventListener("pointerdown", (event) => {
      drawing = true;
      this.guess = [place(/** @type {PointerEvent} */ (event))];
      this.pad.setPointerCapture(/** @type {PointerEvent} */ (event).pointerId);
    });
    this.pad.addEventListener("pointermove", (event) => {
      if (!drawing) return;
      const at = place(/** @type {PointerEvent} */ (event));
      if (at[0] > (this.guess.at(-1)?.[0] ?? 0)) this.guess.push(at);
      this.drawn.setAttribute("d", path(this.guess));
    });
    this.pad.addEventListener("pointerup", () => {
      drawing = false;
      if (this.guess.length > 3) this.show();
    });
  }

  show() {
    this.asked = true;
    this.button.setAttribute("aria-disabled", "true");
    this.story.need("learn");
    this.changed();
  }

  /** More of the training is known. */
  changed() {
    const { levels } = this.story;
    if (!this.asked || levels.length === this.known) return;
    this.known = levels.length;
    const all = levels.map(({ heat, ...level }) => ({ ...level, ...spread(heat) }));
    this.line.setAttribute("d", path(all.map(({ updates, mean }) => [across(updates), up(mean)])));
    this.bars.replaceChildren(
      ...all.map(({ updates, mean, error }) => {
        const x = across(updates);
        return svg("path", { class: "heat", d: `M${x} ${up(mean - 2 * error)}V${up(mean + 2 * error)}` });
      }),
    );
    this.fill(all);
    if (levels.at(-1)?.updates === last) this.conclude(all);
  }

  /** @param {(Omit<Level, "heat"> & {mean: number, error: number})[]} all */
  fill(all) {
    const keys = /** @type {const} */ (["learn.updates", "learn.heatMean", "learn.lossColumn", "learn.invertedColumn"]);
    const head = keys.map((key) => make("th", { scope: "col" }, text(key)));
    const cell = (/** @type {string} */ words) => make("td", { class: "num" }, words);
    const rows = all.map(({ updates, mean, error, loss, inverted }) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, String(updates)),
        cell(`${fixed(mean, 1)} ± ${fixed(error, 1)}`),
        cell(loss === null ? "–" : fixed(loss, 2)),
        cell(`${inverted} / 32`),
      ),
    );
    this.table.replaceChildren(make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows));
  }

  /** @param {{updates: number, mean: number, error: number}[]} all */
  conclude(all) {
    const within = (/** @type {{mean: number, error: number}} */ p) => `${fixed(p.mean, 1)} ± ${fixed(p.error, 1)}`;
    const [first, end] = [all[0], all[all.length - 1]];
    const off = fixed(Math.abs(first.mean) / first.error, 1);
    const values = { first: within(first), last: within(end), updates: end.updates, samples: 32, off };
    say(this.told, text("learn.heatSays", values));
    this.root.dataset.done = "true";
  }
}
