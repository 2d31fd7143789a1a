/** A file that is opened: a receipt, run again and compared row by row, or a model, looked at. */

import { make, say } from "../dom.js";
import { button, heading, note, row } from "../elements.js";
import { fixed, scientific } from "../format.js";
import { resize, scaleFor, Tiles } from "../pictures/tiles.js";
import { summary } from "../statistics.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";
import { Facts } from "./facts.js";
import { Measure } from "./measure.js";

/** @typedef {import("./inspector.js").Context} Context */
/** @typedef {import("../tasks/receipts.js").Said} Said */
/** @typedef {import("../tasks/receipts.js").ModelPart} ModelPart */
/** @typedef {{fingerprint: string, loss: number | null, seconds: number, ran: import("../tasks/receipts.js").Ran | null}} Again */

const largest = 64 * 2 ** 20; // bytes, as the core has it for receipts
const close = 1e-9; // kT; sums of equal bits may be added in another order elsewhere

export class Opened {
  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    this.chooser = make("input", {
      type: "file",
      accept: ".json,.safetensors",
      hidden: "",
      ...wording({ "aria-label": "trust.open" }),
    });
    this.chooser.addEventListener("change", () => {
      const [file] = this.chooser.files ?? [];
      this.chooser.value = "";
      if (file) this.take(file);
    });
    const open = button("trust.open", () => this.chooser.click());
    this.again = () => {};
    this.measure = new Measure(context.lab, "trust.runAgain", () => this.again());
    this.verdict = make("p", { class: "verdict", role: "status" });
    this.facts = new Facts("trust.opened.facts");
    this.picture = make("canvas", {
      role: "img",
      class: "opened",
      ...wording({ "aria-label": "trust.opened.samples" }),
    });
    this.result = make("div", { class: "result" }, row(this.measure.root), this.verdict, this.facts.root, this.picture);
    this.result.hidden = true;
    this.root = make("div", {}, heading("trust.open"), note("trust.open.note"), row(open, this.chooser), this.result);
  }

  /** @param {File} file */
  async take(file) {
    this.result.hidden = false;
    this.picture.hidden = true;
    this.facts.show([]);
    if (file.size > largest)
      return say(this.verdict, text("trust.opened.large", { name: file.name, size: file.size, most: largest }));
    const bytes = new Uint8Array(await file.arrayBuffer());
    this.again = bytes[0] === 0x7b ? () => this.replay(file.name, bytes) : () => this.look(file.name, bytes);
    this.again();
  }

  /** @param {string} name @param {string} task @param {Record<string, unknown>} input @param {(part: any) => void} part */
  run(name, task, input, part) {
    say(this.verdict, text("trust.opened.runs", { name }));
    let ended = false;
    const take = (/** @type {any} */ one) => {
      if ("fraction" in one) this.measure.progress(one.fraction);
      else {
        ended = true;
        part(one);
      }
    };
    this.measure.run(task, input, { part: take, done: () => "" }, (why) => {
      if (!ended || why)
        say(this.verdict, text("trust.opened.failed", { name, why: why || text("trust.opened.stopped") }));
    });
  }

  /** @param {string} name @param {Uint8Array} bytes */
  replay(name, bytes) {
    /** @type {Said | null} */
    let said = null;
    this.run(name, "replay", { text: new TextDecoder().decode(bytes) }, (part) => {
      if (part.said) said = part.said;
      else if (said) this.compare(name, said, part.again);
    });
  }

  /** @param {string} name @param {Said} said @param {Again} again */
  compare(name, { version, model, generation }, again) {
    const rows = [[text("trust.theta"), model.fingerprint, again.fingerprint, model.fingerprint === again.fingerprint]];
    const number = (/** @type {string} */ what, /** @type {number} */ a, /** @type {number} */ b) => {
      const same = Math.abs(a - b) <= close * Math.max(1, Math.abs(a));
      rows.push([what, `${fixed(a, 6)}`, `${fixed(b, 6)}`, same]);
    };
    if (model.loss_excess !== null && again.loss !== null)
      number(text("inspector.loss"), model.loss_excess, again.loss);
    if (generation && again.ran) {
      const { fingerprint, heats, works } = again.ran;
      const bits = generation.fingerprint === fingerprint;
      rows.push([text("trust.run"), generation.fingerprint, fingerprint, bits]);
      number(text("trust.heatMean"), generation.heat_emitted_mean_kt, summary(heats).mean);
      if (heats.length > 1) number(text("trust.spreadKt"), generation.heat_emitted_spread_kt, summary(heats).sd);
      number(text("trust.workMean"), generation.work_mean_kt, summary(works).mean);
    }
    const other = rows.filter(([, , , same]) => !same).map(([what]) => what);
    this.facts.show(
      rows.map(([what, recorded, here, same]) => [
        String(what),
        String(recorded),
        same ? text("trust.sameHere") : text("trust.differsHere", { here: String(here) }),
      ]),
    );
    const values = { name, version, count: other.length, list: other.join(", ") };
    say(this.verdict, other.length ? text("trust.mismatch", values) : text("trust.match", { name, version }));
  }

  /** @param {string} name @param {Uint8Array} bytes */
  look(name, bytes) {
    this.run(name, "model", { file: bytes }, (part) => this.show(name, part));
  }

  /** @param {string} name @param {ModelPart} part */
  show(name, { fingerprint, settings, visible, hidden, width, height, classes, pixels, ran }) {
    const { training } = this.context.session;
    const same = training.fingerprint === fingerprint;
    say(this.verdict, text(same ? "trust.sameModel" : "trust.otherModel", { name }));
    const heat = summary(ran.heats);
    const seed = String(settings.seed);
    this.facts.show([
      [text("inspector.units"), `${visible} + ${hidden}`, text("trust.units.note", { width, height })],
      [text("trust.trainedRow"), trainingOf(settings), text("trust.seedKt", { seed, kt: String(settings.kt) })],
      [text("trust.classes"), classes.length ? classes.join(" ") : "–", text("trust.classes.note")],
      [text("trust.theta"), fingerprint, text("trust.theta.note")],
      [
        text("inspector.heat.emitted"),
        `${fixed(heat.mean, 1)} ± ${fixed(heat.se, 1)} kT`,
        text("trust.below.note", { n: ran.heats.length }),
      ],
      [
        text("trust.theirRun"),
        ran.fingerprint,
        text("trust.seedDt", { seed, dt: scientific(Number(settings.generate_dt)) }),
      ],
    ]);
    this.draw(pixels, width, height, visible / (width * height));
  }

  /** @param {Uint8Array} pixels @param {number} width @param {number} height @param {number} channels */
  draw(pixels, width, height, channels) {
    const count = pixels.length / (width * height * channels);
    const columns = 8;
    const scale = scaleFor(width, 34);
    resize(this.picture, columns * (width + 1) * scale, Math.ceil(count / columns) * (height + 1) * scale);
    const tiles = new Tiles();
    tiles.load(pixels, width, height, channels);
    const context = this.picture.getContext("2d");
    if (!context) return;
    for (let k = 0; k < count; k++) {
      const [x, y] = [(k % columns) * (width + 1), Math.floor(k / columns) * (height + 1)];
      tiles.draw(context, k, x * scale, y * scale, scale);
    }
    this.picture.hidden = false;
  }
}

/** The rule and iterations of a training. @param {Record<string, unknown>} settings @returns {string} */
export const trainingOf = ({ trainer, iterations }) =>
  text("trust.trained", { trainer: String(trainer), iterations: String(iterations) });
