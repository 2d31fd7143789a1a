/** A file that is opened: a receipt, run again and compared row by row, or a model, looked at. */
import { fixed, scientific } from "../../format.js";
import { summary } from "../../statistics.js";
import { make, say } from "../dom.js";
import { Plates, resize } from "../plate.js";
import { Facts } from "./facts.js";
import { Measure } from "./measure.js";

/** @typedef {import("../closer.js").Bench} Bench */
/** @typedef {import("../../lab/receipts.js").Said} Said */
/** @typedef {import("../../lab/receipts.js").ModelPart} ModelPart */
/** @typedef {{fingerprint: string, loss: number | null, seconds: number, ran: import("../../lab/receipts.js").Ran | null}} Again */

const words = {
  open: "Open a receipt or a model",
  hint: "Choose a receipt (.json) or a model (.safetensors), or drop it on this panel. A receipt is trained and generated again from what it says; what is on the stage stays as it is.",
};

const largest = 64 * 2 ** 20; // bytes, as the core has it for receipts
const close = 1e-9; // kT; sums of equal bits may be added in another order elsewhere

export class Opened {
  /** @param {Bench} bench */
  constructor(bench) {
    this.bench = bench;
    this.plates = new Plates();
    this.chooser = make("input", { type: "file", accept: ".json,.safetensors", hidden: "", "aria-label": words.open });
    this.chooser.addEventListener("change", () => {
      const [file] = this.chooser.files ?? [];
      this.chooser.value = "";
      if (file) this.take(file);
    });
    const button = make("button", { type: "button" }, words.open);
    button.addEventListener("click", () => this.chooser.click());
    this.again = () => {};
    this.measure = new Measure(bench.lab, "Run it again", () => this.again());
    this.verdict = make("p", { class: "verdict", role: "status" });
    this.facts = new Facts("The opened file");
    this.picture = make("canvas", { role: "img", "aria-label": "Samples of the opened model", class: "opened" });
    this.result = make(
      "div",
      { class: "result" },
      make("div", { class: "row" }, this.measure.root),
      this.verdict,
      this.facts.root,
      this.picture,
    );
    this.result.hidden = true;
    this.root = make(
      "div",
      {},
      make("h3", {}, words.open),
      make("p", { class: "note" }, words.hint),
      make("div", { class: "row" }, button, this.chooser),
      this.result,
    );
  }

  /** @param {File} file */
  async take(file) {
    this.result.hidden = false;
    this.picture.hidden = true;
    this.facts.show([]);
    if (file.size > largest)
      return say(this.verdict, `${file.name} has ${file.size} bytes; at most ${largest} are read.`);
    const bytes = new Uint8Array(await file.arrayBuffer());
    this.again = bytes[0] === 0x7b ? () => this.replay(file.name, bytes) : () => this.look(file.name, bytes);
    this.again();
  }

  /** @param {string} name @param {string} task @param {Record<string, unknown>} input @param {(part: any) => void} part */
  run(name, task, input, part) {
    say(this.verdict, `${name}: running.`);
    let ended = false;
    const take = (/** @type {any} */ one) => {
      if ("fraction" in one) this.measure.progress(one.fraction);
      else {
        ended = true;
        part(one);
      }
    };
    this.measure.run(task, input, { part: take, done: () => "" }, (why) => {
      if (!ended || why) say(this.verdict, `${name}: ${why || "stopped."}`);
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
    const rows = [["Fingerprint of θ", model.fingerprint, again.fingerprint, model.fingerprint === again.fingerprint]];
    const number = (/** @type {string} */ what, /** @type {number} */ a, /** @type {number} */ b) => {
      const same = Math.abs(a - b) <= close * Math.max(1, Math.abs(a));
      rows.push([what, `${fixed(a, 6)}`, `${fixed(b, 6)}`, same]);
    };
    if (model.loss_excess !== null && again.loss !== null) number("Loss − N/2", model.loss_excess, again.loss);
    if (generation && again.ran) {
      const { fingerprint, heats, works } = again.ran;
      const bits = generation.fingerprint === fingerprint;
      rows.push(["Fingerprint of the run", generation.fingerprint, fingerprint, bits]);
      number("Heat emitted, mean, kT", generation.heat_emitted_mean_kt, summary(heats).mean);
      if (heats.length > 1) number("Its spread, kT", generation.heat_emitted_spread_kt, summary(heats).sd);
      number("Work of acts, mean, kT", generation.work_mean_kt, summary(works).mean);
    }
    const other = rows.filter(([, , , same]) => !same).map(([what]) => what);
    this.facts.show(
      rows.map(([what, recorded, here, same]) => [
        String(what),
        String(recorded),
        same ? "the same here" : `differs: here ${here}`,
      ]),
    );
    const by = `written by thermogen ${version}`;
    say(
      this.verdict,
      other.length
        ? `${name}, ${by}: mismatch. ${other.join(", ")} ${other.length > 1 ? "differ" : "differs"}.`
        : `${name}, ${by}: match. The run came out the same here, bit for bit.`,
    );
  }

  /** @param {string} name @param {Uint8Array} bytes */
  look(name, bytes) {
    this.run(name, "model", { model: bytes }, (part) => this.show(name, part));
  }

  /** @param {string} name @param {ModelPart} part */
  show(name, { fingerprint, settings, visible, hidden, width, height, classes, pixels, ran }) {
    const { training } = this.bench.session;
    const same = training.fingerprint === fingerprint;
    say(this.verdict, `${name}: ${same ? "the model on the stage." : "another model than the one on the stage."}`);
    const heat = summary(ran.heats);
    this.facts.show([
      ["Units", `${visible} + ${hidden}`, `visible, ${width} × ${height}, and hidden`],
      ["Trained", `${settings.trainer}, ${settings.iterations} iterations`, `seed ${settings.seed}, kT ${settings.kt}`],
      ["Classes", classes.length ? classes.join(" ") : "none", "that can be asked for"],
      ["Fingerprint of θ", fingerprint, "of all couplings and biases"],
      [
        "Heat emitted",
        `${fixed(heat.mean, 1)} ± ${fixed(heat.se, 1)} kT`,
        `mean of the ${ran.heats.length} samples below`,
      ],
      [
        "Fingerprint of their run",
        ran.fingerprint,
        `seed ${settings.seed}, Δt ${scientific(Number(settings.generate_dt))}`,
      ],
    ]);
    this.draw(pixels, width, height);
  }

  /** @param {Uint8Array} pixels @param {number} width @param {number} height */
  draw(pixels, width, height) {
    const count = pixels.length / (width * height);
    const columns = 8;
    const scale = Math.max(1, Math.round((34 * (globalThis.devicePixelRatio || 1)) / width));
    resize(this.picture, columns * (width + 1) * scale, Math.ceil(count / columns) * (height + 1) * scale);
    this.plates.load(pixels, width, height);
    const context = this.picture.getContext("2d");
    if (!context) return;
    for (let k = 0; k < count; k++) {
      const [x, y] = [(k % columns) * (width + 1), Math.floor(k / columns) * (height + 1)];
      this.plates.draw(context, k, x * scale, y * scale, scale);
    }
    this.picture.hidden = false;
  }
}
