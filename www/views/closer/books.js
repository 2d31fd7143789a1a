/**
 * The books of the run on the stage: energy, heat and work in time, and the first law number by number.
 *
 * The lab computes the run again, to the same bits, and keeps the books; what is shown follows the
 * playhead. Heat is counted twice: by energy differences, and by a sum over steps that knows no energies.
 */
import { fixed, scientific } from "../../format.js";
import { aboutRun } from "../../history.js";
import { summary } from "../../statistics.js";
import { partNames } from "../../trajectories.js";
import { make, say } from "../dom.js";
import { LineChart } from "./chart.js";
import { Facts } from "./facts.js";
import { Measure } from "./measure.js";

/** @typedef {import("../../session.js").Session} Session */
/** @typedef {import("../closer.js").Bench} Bench */
/** @typedef {import("../../lab/inspecting.js").BooksPart} Books */
/** @typedef {import("../../lab/inspecting.js").Moment} Moment */

const words = {
  about:
    "Nothing is created on the way: the energy a sample has gained is the work done on it less the heat it gave to the bath. Work is done by whatever acts from outside: a changed parameter, a class asked for, a unit held or switched off.",
  mean: "mean over the samples",
};

const inks = ["heat", "overlap", "plain", "past-1", "past-2", "past-3"];
const kt = (/** @type {number} */ value) => `${fixed(value, 3)} kT`;

export class Panel {
  /** @param {HTMLElement} root @param {Bench} bench */
  constructor(root, bench) {
    this.bench = bench;
    this.measure = new Measure(bench.lab, "Compute again", () => this.begin());
    this.which = make("select", {});
    this.which.addEventListener("change", () => this.draw());
    const time = { x: "Time", y: "kT", digits: 2, zero: true };
    this.course = new LineChart({ ...time, title: "Energy, heat and work", file: "energy" });
    this.parts = new LineChart({ ...time, title: "Heat in its parts", file: "heat-parts" });
    this.facts = new Facts("The first law, number by number");
    this.verdict = make("p", { class: "note", role: "status" });
    this.moment = make("h3", {}, "The first law");
    /** @type {Books | null} */
    this.books = null;
    this.key = "";
    this.at = -1;
    this.step = 0;
    root.append(
      make("p", { class: "note" }, words.about),
      make(
        "div",
        { class: "row" },
        make("label", { class: "field" }, make("span", {}, "Of"), this.which),
        this.measure.root,
      ),
      make("h3", {}, "In time"),
      make("div", { class: "charts" }, this.course.root, this.parts.root),
      this.moment,
      this.facts.root,
      this.verdict,
    );
  }

  /** @param {Session} session @param {import("../../protocol.js").Frame | null} frame */
  render(session, frame) {
    const { phase, model, player, morph, training } = session;
    if (phase !== "trained" || !model || player.steps === 0 || morph.standing) return;
    this.step = frame?.step ?? 0;
    const key = `${aboutRun(session).key} ${training.fingerprint} ${training.shown}`;
    if (key !== this.key) {
      this.key = key;
      this.begin();
    }
    this.tabulate();
  }

  begin() {
    const { session } = this.bench;
    if (!session.model) return;
    const order = session.orderOf(session.first, Number(session.settings.samples));
    this.books = null;
    this.measure.run(
      "books",
      { model: session.model.bytes, order },
      {
        part: (part) => {
          if (!("moments" in part)) return this.measure.progress(part.fraction);
          this.books = part;
          this.offer(order.samples);
          this.draw();
        },
        done: () => "",
      },
    );
  }

  /** @param {number} samples */
  offer(samples) {
    if (this.which.options.length === samples + 1) return;
    const each = Array.from({ length: samples }, (_, s) => make("option", { value: String(s) }, `sample ${s}`));
    this.which.replaceChildren(make("option", { value: "mean" }, words.mean), ...each);
  }

  /** One number for the samples chosen. @param {ArrayLike<number>} values @param {number} [part] @param {number} [parts] in a sample's row */
  of(values, part = 0, parts = 1) {
    const chosen = this.which.value;
    if (chosen !== "mean") return values[Number(chosen) * parts + part];
    return summary(Array.from({ length: values.length / parts }, (_, s) => values[s * parts + part])).mean;
  }

  draw() {
    const { books } = this;
    if (!books) return;
    const { moments } = books;
    const x = moments.map(({ time }) => time);
    const start = this.of(moments[0].energy);
    const of = (/** @type {(moment: Moment) => number} */ value) => moments.map(value);
    const cooled = moments.some(({ cooling }) => cooling.some((heat) => heat !== 0));
    const worked = moments.some(({ work }) => work.some((w) => w !== 0));
    const lines = [
      { label: "energy, less that at the start", ink: "plain", x, y: of((m) => this.of(m.energy) - start) },
      {
        label: "heat emitted",
        ink: "heat",
        x,
        y: of((m) =>
          this.of(
            m.parts.map((_, i) => total(m.parts, i)),
            0,
            6,
          ),
        ),
      },
    ];
    if (worked) lines.push({ label: "work of acts", ink: "overlap", x, y: of((m) => this.of(m.work)) });
    if (cooled) lines.push({ label: "heat while cooling", ink: "past-1", x, y: of((m) => this.of(m.cooling)) });
    const end = lines.map(({ label, y }) => `${label} ${fixed(y[y.length - 1], 1)} kT`).join(", ");
    this.course.show(lines, `At the end: ${end}. Whatever is gained is work less heat.`);
    const shown = partNames
      .map((label, i) => ({ label, ink: inks[i], x, y: of((m) => this.of(m.parts, i, 6)) }))
      .filter(({ y }) => y.some((value) => value !== 0));
    this.parts.show(shown, "Each term of the potential gives its own part of the heat; the parts add up to the whole.");
    this.at = -1;
    this.tabulate();
    this.judge();
  }

  /** The first law at the moment on the stage. */
  tabulate() {
    const { books } = this;
    if (!books) return;
    const { moments } = books;
    const at = Math.max(
      0,
      moments.findLastIndex(({ step }) => step <= this.step),
    );
    if (at === this.at) return;
    this.at = at;
    const [first, now] = [moments[0], moments[at]];
    const [from, to] = [this.of(first.energy), this.of(now.energy)];
    const parts = partNames.map((_, i) => this.of(now.parts, i, 6));
    const heat = parts.reduce((sum, part) => sum + part, 0);
    const [work, cooling] = [this.of(now.work), this.of(now.cooling)];
    const whom = this.which.selectedOptions[0]?.textContent ?? "";
    say(this.moment, `The first law at time ${fixed(now.time, 2)}, ${whom}`);
    const given = work - heat - cooling;
    /** @type {import("./facts.js").Fact[]} */
    const facts = [
      ["Energy at the start", kt(from), "θ just switched on"],
      ["Energy now", kt(to), ""],
      ["Energy gained", kt(to - from), "the second less the first"],
      ["Work of acts", kt(work), "energy just after an act less energy just before"],
      ["Heat emitted", kt(heat), "to the bath, the sum of its parts"],
    ];
    parts.forEach((part, i) => {
      if (part !== 0) facts.push([`of it ${partNames[i]}`, kt(part), ""]);
    });
    if (cooling !== 0) facts.push(["Heat while cooling", kt(cooling), "booked apart"]);
    facts.push(["Work less heat", kt(given), "must be the energy gained"]);
    facts.push(["Difference", `${scientific(to - from - given)} kT`, "rounding"]);
    this.facts.show(facts);
  }

  /** Both ways to count heat, at the end. */
  judge() {
    const { books } = this;
    if (!books) return;
    const { moments, midpoint, switchedOn, fingerprint } = books;
    const [first, last] = [moments[0], moments[moments.length - 1]];
    const count = midpoint.length / 2;
    const off = Array.from({ length: count }, (_, s) => {
      const gained = last.energy[s] - first.energy[s];
      return Math.abs(gained - (last.work[s] - midpoint[2 * s] - midpoint[2 * s + 1]));
    });
    const largest = scientific(Math.max(...off));
    const frames = this.bench.session.player.frames;
    const onStage = this.bench.session.player.finished ? frames[frames.length - 1].fingerprint : "";
    const same =
      onStage === "" ? "" : onStage === fingerprint ? ", the bits on the stage" : ", not the bits on the stage";
    say(
      this.verdict,
      `Counted a second way, as −Σ ∂V∘Δx over all steps by the midpoint rule, which knows no energies, the heat of ${count} samples closes the first law to ${largest} kT at the end. Before the books begin, switching θ on did ${fixed(summary(switchedOn).mean, 1)} kT of work on a sample. Computed again here: fingerprint ${fingerprint}${same}.`,
    );
  }
}

/** The sum of a sample's parts, in the place of its first one. @param {Float64Array} parts @param {number} i */
const total = (parts, i) => (i % 6 === 0 ? parts.subarray(i, i + 6).reduce((sum, part) => sum + part, 0) : 0);
