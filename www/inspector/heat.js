/**
 * Heat over many trajectories of the computer on the stage, some at a time in the background: its
 * histogram, its parts, what the samples look like, and the published value where the settings are
 * the published ones.
 */
import { offTarget as offTargetBelow } from "../built/published.js";
import { Plot } from "../charts/plot.js";
import { DataTable } from "../charts/table.js";
import { barsOf } from "../charts/things.js";
import { make, say } from "../dom.js";
import { field, heading, note, row } from "../elements.js";
import { fixed, heat as kt } from "../format.js";
import { isPaper, publishedHeat } from "../published.js";
import { aboutRun, differences } from "../session/history.js";
import { partKeys, partNames, Trajectories } from "../session/trajectories.js";
import { histogram } from "../statistics.js";
import { text } from "../texts.js";
import { badges } from "./badges.js";
import { Facts } from "./facts.js";
import { Measure } from "./measure.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../statistics.js").Summary} Summary */
/** @typedef {import("./inspector.js").Context} Context */

const counts = [100, 300, 1000, 3000];

/** @param {Summary} s @param {(v: number) => string} say */
const within = ({ mean, se }, say) => (Number.isFinite(se) ? `${say(mean)} ± ${say(se)}` : say(mean));
/** @param {Summary} s */
const spread = ({ sd }) => text("inspector.spread", { spread: kt(sd) });
/** @param {number} value 0…1 */
const percent = (value) => `${fixed(100 * value, 1)} %`;

export class Panel {
  /** @param {HTMLElement} root @param {Context} context */
  constructor(root, context) {
    this.context = context;
    this.count = make("select", {}, ...counts.map((n) => make("option", { value: String(n) }, fixed(n, 0))));
    this.measure = new Measure(context.lab, "inspector.measure", () => this.begin());
    this.histogram = new Plot({ height: 220 });
    this.words = make("p", { class: "note" });
    this.stale = make("p", { class: "note warn" });
    this.badges = new Facts("inspector.badges");
    this.published = make("div", { class: "published" }, heading("inspector.badges.title"), this.badges.root);
    this.published.hidden = true;
    this.facts = new Facts("inspector.heat.facts");
    this.data = new DataTable("inspector.heat.each", "heat", () => this.rows());
    /** @type {Trajectories | null} */
    this.taken = null;
    /** @type {import("../session/history.js").About | null} */
    this.about = null;
    /** @type {number | null} of the model measured, less N/2 */
    this.loss = null;
    root.append(
      note("inspector.heat.note"),
      row(field("inspector.trajectories", this.count), this.measure.root),
      this.stale,
      make("figure", { class: "chart" }, this.histogram.root, this.words),
      this.published,
      this.facts.root,
      this.data.root,
    );
  }

  begin() {
    const { session } = this.context;
    if (!session.model || !session.images) return;
    const order = session.generation.orderOf(session.first, Number(this.count.value));
    const taken = new Trajectories(order, session.images.labels);
    this.taken = taken;
    this.about = aboutRun(session);
    this.loss = session.loss[session.training.shown - 1] ?? null;
    const { data, targets } = session.model;
    const jobs = [{ tag: 0, model: 0, order }];
    this.measure.run(
      "generate",
      { models: [data], jobs, targets },
      {
        part: (part) => {
          if (!("heat" in part)) return;
          taken.take(part);
          this.measure.progress(taken.count / taken.samples);
          this.draw();
        },
        done: () =>
          text("inspector.heat.done", {
            n: fixed(taken.count, 0),
            from: taken.first,
            to: taken.first + taken.count - 1,
          }),
      },
    );
    this.draw();
  }

  /** @param {Session} session */
  render(session) {
    this.measure.button.disabled = session.phase !== "trained" && !this.measure.running;
    if (session.phase !== "trained" || !session.model) return;
    const now = aboutRun(session);
    if (!this.about) return this.begin();
    const other = this.about.key !== now.key;
    say(this.stale, other ? text("inspector.heat.stale", { differences: differences(this.about, now) }) : "");
  }

  respeak() {
    this.draw();
  }

  draw() {
    const { taken, about } = this;
    if (!taken || !about || taken.count === 0) return;
    const all = taken.summary;
    const published = publishedHeat(about.settings, about.patterns);
    const { mean, se, sd } = all.heat;
    const words = text("inspector.heat.words", {
      n: fixed(taken.count, 0),
      mean: kt(mean),
      error: fixed(se, 1),
      spread: kt(sd),
    });
    say(this.words, words);
    const mark = published && {
      value: published.value,
      label: text("inspector.published", { value: fixed(published.value, 0) }),
    };
    const middle = {
      at: mean,
      half: se || 0,
      label: text("inspector.mean", { value: fixed(mean, 0) }),
      kind: "mean-line",
    };
    const marks = mark ? [middle, { at: mark.value, label: mark.label, kind: "level-line" }] : [middle];
    const names = { x: text("inspector.heat.one") };
    this.histogram.show({ things: [barsOf(histogram(taken.heat), "heat")], marks, names }, words);
    this.published.hidden = !isPaper(about.settings, about.patterns);
    if (!this.published.hidden) this.badges.show(badges(about, all, this.loss));
    this.tabulate(taken);
    this.data.fill();
  }

  /** @param {Trajectories} taken */
  tabulate(taken) {
    const { heat, parts, work, cooling, overlap, inverted, offTarget, accuracy } = taken.summary;
    /** @type {[string, string, string][]} */
    const rows = [[text("inspector.heat.emitted"), `${within(heat, kt)} kT`, spread(heat)]];
    parts.forEach((part, i) => {
      if (part.mean !== 0 || part.sd > 0)
        rows.push([text("inspector.ofIt", { part: text(partKeys[i]) }), `${within(part, kt)} kT`, spread(part)]);
    });
    if (work.mean !== 0) rows.push([text("inspector.work"), `${within(work, kt)} kT`, text("inspector.work.note")]);
    if (cooling.mean !== 0) rows.push([text("inspector.cooling"), `${within(cooling, kt)} kT`, ""]);
    const overlaps = within(overlap, (v) => fixed(v, 3));
    rows.push([text("inspector.overlap"), overlaps, text("inspector.overlap.note")]);
    rows.push([text("inspector.inverted"), within(inverted, percent), text("inspector.inverted.note")]);
    const bound = text("inspector.offTarget.note", { bound: fixed(offTargetBelow, 1) });
    rows.push([text("inspector.offTarget"), within(offTarget, percent), bound]);
    if (accuracy) rows.push([text("inspector.read"), within(accuracy, percent), text("inspector.read.note")]);
    this.facts.show(rows);
  }

  /** @returns {import("../charts/table.js").Data} */
  rows() {
    const { taken } = this;
    const rows = (taken?.heat ?? []).map((q, s) => [
      /** @type {Trajectories} */ (taken).first + s,
      q,
      ...(taken?.parts.map((part) => part[s]) ?? []),
      taken?.work[s] ?? 0,
      taken?.cooling[s] ?? 0,
      taken?.best[s] ?? 0,
      taken?.read[s] ?? "",
    ]);
    const parts = partNames.map((name) => `${name}_kT`);
    return {
      columns: ["sample", "heat_emitted_kT", ...parts, "work_kT", "heat_while_cooling_kT", "best_overlap", "nearest"],
      rows,
    };
  }
}
