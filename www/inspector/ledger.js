/**
 * The first-law ledger of the run on the stage: energy, heat and work in time, and the first law number by number.
 *
 * The lab computes the run again, to the same bits, and keeps its ledger; what is shown follows the
 * playhead. Heat is counted twice: by energy differences, and by a sum over steps that knows no energies.
 */

import { ChartFigure } from "../charts/figure.js";
import { make, say } from "../dom.js";
import { field, heading, note, option, row } from "../elements.js";
import { fixed, scientific } from "../format.js";
import { aboutRun } from "../session/history.js";
import { partKeys } from "../session/trajectories.js";
import { summary } from "../statistics.js";
import { text } from "../texts.js";
import { Facts } from "./facts.js";
import { Measure } from "./measure.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("./inspector.js").Context} Context */
/** @typedef {import("../tasks/ledger.js").LedgerPart} Ledger */
/** @typedef {import("../tasks/ledger.js").Moment} Moment */

const inks = ["heat", "overlap", "plain", "past-1", "past-2", "past-3"];
const kt = (/** @type {number} */ value) => `${fixed(value, 3)} kT`;

export class Panel {
  /** @param {HTMLElement} root @param {Context} context */
  constructor(root, context) {
    this.context = context;
    this.measure = new Measure(context.lab, "trust.again", () => this.begin());
    this.which = make("select", {});
    this.which.addEventListener("change", () => this.draw());
    const time = /** @type {const} */ ({ x: "inspector.time", y: "trust.kt", digits: 2, zero: true });
    this.course = new ChartFigure({ ...time, title: "trust.ledger.course", file: "energy" });
    this.parts = new ChartFigure({ ...time, title: "trust.ledger.parts", file: "heat-parts" });
    this.facts = new Facts("trust.ledger.facts");
    this.verdict = make("p", { class: "note", role: "status" });
    this.moment = make("h3", {}, text("trust.ledger.law"));
    /** @type {Ledger | null} */
    this.ledger = null;
    this.key = "";
    this.at = -1;
    this.step = 0;
    root.append(
      note("trust.ledger.note"),
      row(field("trust.of", this.which), this.measure.root),
      heading("trust.ledger.time"),
      make("div", { class: "charts" }, this.course.root, this.parts.root),
      this.moment,
      this.facts.root,
      this.verdict,
    );
  }

  /** @param {Session} session @param {import("../tasks/messages.js").Frame | null} frame */
  render(session, frame) {
    const { phase, model, player, checkpoints, training } = session;
    if (phase !== "trained" || !model || player.steps === 0 || checkpoints.standing) return;
    this.step = frame?.step ?? 0;
    const key = `${aboutRun(session).key} ${training.fingerprint} ${training.shown}`;
    if (key !== this.key) {
      this.key = key;
      this.begin();
    }
    this.tabulate();
  }

  begin() {
    const { session } = this.context;
    if (!session.model) return;
    const order = session.generation.orderOf(session.first, Number(session.settings.samples));
    this.ledger = null;
    this.measure.run(
      "ledger",
      { model: session.model.data, order },
      {
        part: (part) => {
          if (!("moments" in part)) return this.measure.progress(part.fraction);
          this.ledger = part;
          this.offer(order.samples);
          this.draw();
        },
        done: () => "",
      },
    );
  }

  respeak() {
    this.draw();
  }

  /** @param {number} samples */
  offer(samples) {
    if (this.which.options.length === samples + 1) return;
    const each = Array.from({ length: samples }, (_, s) => option(String(s), "trust.sample", { n: s }));
    this.which.replaceChildren(option("mean", "trust.mean"), ...each);
  }

  /** One number for the samples chosen. @param {ArrayLike<number>} values @param {number} [part] @param {number} [parts] in a sample's row */
  of(values, part = 0, parts = 1) {
    const chosen = this.which.value;
    if (chosen !== "mean") return values[Number(chosen) * parts + part];
    return summary(Array.from({ length: values.length / parts }, (_, s) => values[s * parts + part])).mean;
  }

  draw() {
    const { ledger } = this;
    if (!ledger) return;
    const { moments } = ledger;
    const x = moments.map(({ time }) => time);
    const start = this.of(moments[0].energy);
    const of = (/** @type {(moment: Moment) => number} */ value) => moments.map(value);
    const cooled = moments.some(({ cooling }) => cooling.some((heat) => heat !== 0));
    const worked = moments.some(({ work }) => work.some((w) => w !== 0));
    const lines = [
      { label: text("trust.ledger.energy"), ink: "plain", x, y: of((m) => this.of(m.energy) - start) },
      {
        label: text("trust.ledger.heat"),
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
    if (worked) lines.push({ label: text("trust.ledger.work"), ink: "overlap", x, y: of((m) => this.of(m.work)) });
    if (cooled) lines.push({ label: text("trust.ledger.cooling"), ink: "past-1", x, y: of((m) => this.of(m.cooling)) });
    const end = lines.map(({ label, y }) => `${label} ${fixed(y[y.length - 1], 1)} kT`).join(", ");
    this.course.show(lines, text("trust.ledger.end", { list: end }));
    const shown = partKeys
      .map((key, i) => ({ label: text(key), ink: inks[i], x, y: of((m) => this.of(m.parts, i, 6)) }))
      .filter(({ y }) => y.some((value) => value !== 0));
    this.parts.show(shown, text("trust.ledger.partsNote"));
    this.at = -1;
    this.tabulate();
    this.judge();
  }

  /** The first law at the moment on the stage. */
  tabulate() {
    const { ledger } = this;
    if (!ledger) return;
    const { moments } = ledger;
    const at = Math.max(
      0,
      moments.findLastIndex(({ step }) => step <= this.step),
    );
    if (at === this.at) return;
    this.at = at;
    const [first, now] = [moments[0], moments[at]];
    const [from, to] = [this.of(first.energy), this.of(now.energy)];
    const parts = partKeys.map((_, i) => this.of(now.parts, i, 6));
    const heat = parts.reduce((sum, part) => sum + part, 0);
    const [work, cooling] = [this.of(now.work), this.of(now.cooling)];
    const whom = this.which.selectedOptions[0]?.textContent ?? "";
    say(this.moment, text("trust.ledger.at", { time: fixed(now.time, 2), whom }));
    const given = work - heat - cooling;
    /** @type {import("./facts.js").Fact[]} */
    const facts = [
      [text("trust.ledger.start"), kt(from), text("trust.ledger.start.note")],
      [text("trust.ledger.now"), kt(to), ""],
      [text("trust.ledger.gained"), kt(to - from), text("trust.ledger.gained.note")],
      [text("trust.ledger.events"), kt(work), text("trust.ledger.events.note")],
      [text("inspector.heat.emitted"), kt(heat), text("trust.ledger.heat.note")],
    ];
    parts.forEach((part, i) => {
      if (part !== 0) facts.push([text("inspector.ofIt", { part: text(partKeys[i]) }), kt(part), ""]);
    });
    if (cooling !== 0) facts.push([text("trust.ledger.cooled"), kt(cooling), text("trust.ledger.cooled.note")]);
    facts.push([text("trust.ledger.given"), kt(given), text("trust.ledger.given.note")]);
    facts.push([text("trust.ledger.off"), `${scientific(to - from - given)} kT`, text("trust.ledger.off.note")]);
    this.facts.show(facts);
  }

  /** Both ways to count heat, at the end. */
  judge() {
    const { ledger } = this;
    if (!ledger) return;
    const { moments, midpoint, switchedOn, fingerprint } = ledger;
    const [first, last] = [moments[0], moments[moments.length - 1]];
    const count = midpoint.length / 2;
    const off = Array.from({ length: count }, (_, s) => {
      const gained = last.energy[s] - first.energy[s];
      return Math.abs(gained - (last.work[s] - midpoint[2 * s] - midpoint[2 * s + 1]));
    });
    const largest = scientific(Math.max(...off));
    const frames = this.context.session.player.frames;
    const onStage = this.context.session.player.finished ? frames[frames.length - 1].fingerprint : "";
    const same = onStage === "" ? "alone" : onStage === fingerprint ? "same" : "other";
    say(
      this.verdict,
      text(`trust.ledger.${same}`, {
        samples: text("samples.count", { count }),
        largest,
        work: fixed(summary(switchedOn).mean, 1),
        fingerprint,
      }),
    );
  }
}

/** The sum of a sample's parts, in the place of its first one. @param {Float64Array} parts @param {number} i */
const total = (parts, i) => (i % 6 === 0 ? parts.subarray(i, i + 6).reduce((sum, part) => sum + part, 0) : 0);
