/**
 * Heat over many trajectories of the computer on the stage, some at a time in the background: its
 * histogram, its parts, what the samples look like, and the published value where the settings are
 * the published ones.
 */
import { offTarget as offTargetBelow } from "../../built/published.js";
import { fixed, heat as kt, signed } from "../../format.js";
import { aboutRun, differences } from "../../history.js";
import { publishedHeat } from "../../published.js";
import { partNames, Trajectories } from "../../trajectories.js";
import { make, say } from "../dom.js";
import { Facts } from "./facts.js";
import { Histogram } from "./histogram.js";
import { Measure } from "./measure.js";
import { DataTable } from "./table.js";

/** @typedef {import("../../session.js").Session} Session */
/** @typedef {import("../../statistics.js").Summary} Summary */
/** @typedef {import("../closer.js").Bench} Bench */

const counts = [100, 300, 1000, 3000];

/** @param {Summary} s @param {(v: number) => string} say */
const within = ({ mean, se }, say) => (Number.isFinite(se) ? `${say(mean)} ± ${say(se)}` : say(mean));
/** @param {number} value 0…1 */
const percent = (value) => `${fixed(100 * value, 1)} %`;

export class Panel {
  /** @param {HTMLElement} root @param {Bench} bench */
  constructor(root, bench) {
    this.bench = bench;
    this.count = make("select", {}, ...counts.map((n) => make("option", { value: String(n) }, fixed(n, 0))));
    this.measure = new Measure(bench.lab, "Measure", () => this.begin());
    this.histogram = new Histogram("Heat emitted by one trajectory, kT", "heat");
    this.words = make("p", { class: "note" });
    this.stale = make("p", { class: "note warn" });
    this.published = make("div", { class: "published" });
    this.facts = new Facts("Heat and samples in numbers");
    this.data = new DataTable("Heat of each trajectory", "heat", () => this.rows());
    /** @type {Trajectories | null} */
    this.taken = null;
    /** @type {import("../../history.js").About | null} */
    this.about = null;
    root.append(
      make(
        "p",
        { class: "note" },
        "Heat given to the bath by one sample on its way from noise: V at the start less V at the end, at fixed couplings. It is the price of structure; an untrained computer emits none on average.",
      ),
      make(
        "div",
        { class: "row" },
        make("label", { class: "field" }, make("span", {}, "Trajectories"), this.count),
        this.measure.root,
      ),
      this.stale,
      make("figure", { class: "chart" }, this.histogram.root, this.words),
      this.published,
      this.facts.root,
      this.data.root,
    );
  }

  begin() {
    const { session } = this.bench;
    if (!session.model || !session.images) return;
    const order = session.orderOf(session.first, Number(this.count.value));
    const taken = new Trajectories(order, session.images.labels);
    this.taken = taken;
    this.about = aboutRun(session);
    const { bytes, targets } = session.model;
    const jobs = [{ tag: 0, model: 0, order }];
    this.measure.run(
      "generate",
      { models: [bytes], jobs, targets },
      {
        part: (part) => {
          if (!("heat" in part)) return;
          taken.take(part);
          this.measure.progress(taken.count / taken.samples);
          this.draw();
        },
        done: () =>
          `${fixed(taken.count, 0)} trajectories, samples ${taken.first} to ${taken.first + taken.count - 1}.`,
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
    say(
      this.stale,
      other ? `Measured with: ${differences(this.about, now)}. Measure again for what is on the stage now.` : "",
    );
  }

  draw() {
    const { taken, about } = this;
    if (!taken || !about || taken.count === 0) return;
    const all = taken.summary;
    const published = publishedHeat(about.settings, about.patterns);
    const { mean, se, sd } = all.heat;
    const words = `${fixed(taken.count, 0)} trajectories: mean ${kt(mean)} ± ${fixed(se, 1)} kT (standard error), spread ${kt(sd)} kT.`;
    say(this.words, words);
    const mark = published && { value: published.value, label: `published ${fixed(published.value, 0)}` };
    this.histogram.show(taken.heat, all.heat, mark, words);
    this.published.replaceChildren(...(published ? badge(published, all.heat) : []));
    this.tabulate(taken);
    this.data.fill();
  }

  /** @param {Trajectories} taken */
  tabulate(taken) {
    const { heat, parts, work, cooling, overlap, inverted, offTarget, accuracy } = taken.summary;
    /** @type {[string, string, string][]} */
    const rows = [["Heat emitted", `${within(heat, kt)} kT`, `spread ${kt(heat.sd)} kT`]];
    parts.forEach((part, i) => {
      if (part.mean !== 0 || part.sd > 0)
        rows.push([`of it ${partNames[i]}`, `${within(part, kt)} kT`, `spread ${kt(part.sd)} kT`]);
    });
    const change = "so that the energy has changed by work less heat";
    if (work.mean !== 0) rows.push(["Work done from outside", `${within(work, kt)} kT`, change]);
    if (cooling.mean !== 0) rows.push(["Heat while cooling, booked apart", `${within(cooling, kt)} kT`, ""]);
    rows.push(["Best signed overlap", within(overlap, (v) => fixed(v, 3)), "mean over all samples"]);
    rows.push(["Inverted", within(inverted, percent), "strongest overlap is negative"]);
    rows.push(["Off target", within(offTarget, percent), `no overlap reaches ${offTargetBelow}`]);
    if (accuracy)
      rows.push([
        "Read as the class asked for",
        within(accuracy, percent),
        "by the nearest class mean; chance would be 1 in the number of classes",
      ]);
    this.facts.show(rows);
  }

  /** @returns {import("./table.js").Data} */
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
    const parts = partNames.map((name) => `${name.replaceAll(/[ –]/g, "_")}_kT`);
    return {
      columns: ["sample", "heat_emitted_kT", ...parts, "work_kT", "heat_while_cooling_kT", "best_overlap", "nearest"],
      rows,
    };
  }
}

/** Ours beside theirs. @param {import("../../published.js").Published} published @param {Summary} heat */
function badge({ value, who, place, link, about }, { mean, se }) {
  const ratio = `${signed((mean - value) / value)}`.replace(
    /^([+−]?)0\.(\d\d)$/,
    (_, sign, digits) => `${sign}${Number(digits)} %`,
  );
  return [
    make(
      "p",
      {},
      make("strong", {}, `${fixed(mean, 0)} ± ${fixed(se, 0)} kT here`),
      ` beside ${fixed(value, 0)} kT published: ${ratio}.`,
    ),
    make("p", { class: "note" }, make("a", { href: link }, who), `: ${place}. ${about}`),
  ];
}
