/**
 * Receipts: the run on the stage written down, saved, and opened again to be run and compared; models as
 * files. A receipt is what `thermogen replay` reads, and the other way round.
 */
import { imagesOf } from "../../data.js";
import { save } from "../../files.js";
import { duration, fixed } from "../../format.js";
import { aboutRun } from "../../history.js";
import { make, say } from "../dom.js";
import { Facts } from "./facts.js";
import { Measure } from "./measure.js";
import { Opened } from "./opened.js";

/** @typedef {import("../../session.js").Session} Session */
/** @typedef {import("../closer.js").Bench} Bench */
/** @typedef {import("../../lab/receipts.js").Said} Said */

const words = {
  about:
    "Everything that decides the run on the stage, and what came of it. Saved as a file it can be run again here, or by “thermogen replay”, on any machine: the fingerprints must come out the same.",
};

export class Panel {
  /** @param {HTMLElement} root @param {Bench} bench */
  constructor(root, bench) {
    this.bench = bench;
    this.measure = new Measure(bench.lab, "Write it again", () => this.begin());
    this.facts = new Facts("What the receipt says");
    this.settings = new Facts("Settings of the receipt");
    const all = make("details", { class: "data" }, make("summary", {}, "All settings"), this.settings.root);
    this.verdict = make("p", { class: "verdict", role: "status" }, "A run that has come to its end has a receipt.");
    this.keep = make("button", { type: "button" }, "Save the receipt");
    this.keep.addEventListener("click", () => save(`thermogen-${this.name}.json`, this.text, "application/json"));
    this.model = make("button", { type: "button" }, "Save the model");
    this.model.addEventListener("click", () => this.saveModel());
    this.keep.disabled = true;
    this.opened = new Opened(bench);
    this.text = "";
    this.name = "";
    this.key = "";
    root.append(
      make("p", { class: "note" }, words.about),
      make("div", { class: "row" }, this.keep, this.model, this.measure.root),
      this.verdict,
      this.facts.root,
      all,
      this.opened.root,
    );
    root.addEventListener("dragover", (event) => event.preventDefault());
    root.addEventListener("drop", (event) => {
      const [file] = event.dataTransfer?.files ?? [];
      if (!file) return;
      event.preventDefault();
      event.stopPropagation();
      this.opened.take(file);
    });
  }

  /** @param {Session} session */
  render(session) {
    const { phase, model, player, morph, training } = session;
    const key = `${aboutRun(session).key} ${training.fingerprint} ${training.shown}`;
    if (phase !== "trained" || !model || !player.finished || morph.standing || key === this.key) return;
    this.key = key;
    this.begin();
  }

  async begin() {
    const { session } = this.bench;
    const { model, patterns, training, preset, loss, player } = session;
    const learned = session.morph.learned?.settings;
    if (!model || !learned || !player.finished) return;
    const images = await imagesOf(patterns);
    if (session.model !== model) return;
    const iterations = training.shown;
    const whole = iterations === training.iterations;
    const input = {
      model: model.bytes,
      settings: { ...learned, iterations },
      images,
      preset,
      madeBy: navigator.userAgent,
      loss: loss[iterations - 1] ?? null,
      seconds: whole ? training.took / 1000 : null,
      order: session.orderOf(session.first, Number(session.settings.samples)),
    };
    const onStage = player.frames[player.frames.length - 1].fingerprint;
    this.keep.disabled = true;
    this.measure.run("receipt", input, {
      part: (part) => {
        if (!("text" in part)) return this.measure.progress(part.fraction);
        this.text = part.text;
        this.show(part.said, onStage);
      },
      done: () => "",
    });
  }

  /** @param {Said} said @param {string} onStage the fingerprint there */
  show(said, onStage) {
    const { generation } = said;
    this.name = said.model.fingerprint.slice(0, 8);
    this.keep.disabled = false;
    this.facts.show(factsOf(said));
    this.settings.show(Object.entries(settingsOf(said)).map(([name, value]) => [name, String(value), ""]));
    say(
      this.verdict,
      generation?.fingerprint === onStage
        ? "Run a second time for this receipt: the same bits as on the stage."
        : `Run a second time for this receipt: other bits than on the stage (${onStage}). Please report it.`,
    );
  }

  saveModel() {
    const { model, training } = this.bench.session;
    if (!model) return;
    this.bench.lab.ask(
      "modelFile",
      { model: model.bytes },
      {
        part: ({ file }) =>
          save(`thermogen-${training.fingerprint.slice(0, 8)}.safetensors`, file, "application/octet-stream"),
        failed: (why) => say(this.verdict, why),
      },
    );
  }
}

/** The settings of the run; those of the training where they differ. @param {Said} said */
function settingsOf({ model, generation }) {
  const run = generation?.settings ?? model.settings;
  const other = Object.entries(model.settings).filter(([name, value]) => run[name] !== value);
  return { ...run, ...Object.fromEntries(other.map(([name, value]) => [`${name}, in training`, value])) };
}

/** @param {Record<string, any> | null} images */
function imagesIn(images) {
  if (!images) return "by a model’s file";
  if (images.source === "glyphs") return `${images.ids.length} glyphs of ${images.size} × ${images.size}`;
  if (images.source === "idx") return `${images.indices.length} images of ${images.images.path}`;
  return `${images.count} images of ${images.width} × ${images.height}, carried in the receipt`;
}

/** @param {Said} said @returns {import("./facts.js").Fact[]} */
export function factsOf({ schema, version, made_by, preset, model, generation }) {
  const took = (/** @type {number | null} */ seconds) => (seconds === null ? "" : `took ${duration(seconds)}`);
  /** @type {import("./facts.js").Fact[]} */
  const facts = [
    ["Made by", `thermogen ${version}`, `${made_by}; schema ${schema}`],
    ["Trained on", imagesIn(model.images), model.images ? `hash ${model.images.hash}` : ""],
    [
      "Training",
      `${model.settings.trainer}, ${model.settings.iterations} iterations`,
      `preset ${preset ?? "none"}; seed ${model.settings.seed}; ${took(model.seconds)}`,
    ],
    ["Fingerprint of θ", model.fingerprint, "of all couplings and biases"],
  ];
  if (model.loss_excess !== null) facts.push(["Loss − N/2", fixed(model.loss_excess, 4), "in the last iteration"]);
  if (!generation) return facts;
  const { settings, first, classes = [], events = [] } = generation;
  const each = new Set(classes).size === 1 ? `all of class ${classes[0]}` : "a class for each";
  facts.push(
    ["Generated", `${settings.samples} samples`, `from sample ${first}${classes.length ? `; ${each}` : ""}`],
    ["Acts from outside", String(events.length), events.join("; ")],
    ["Heat emitted", `${fixed(generation.heat_emitted_mean_kt, 3)} kT`, "mean over samples"],
    ["Its spread", `${fixed(generation.heat_emitted_spread_kt, 3)} kT`, "over samples"],
    ["Work of acts", `${fixed(generation.work_mean_kt, 3)} kT`, "mean over samples"],
    ["Fingerprint of the run", generation.fingerprint, `of all units at the end; ${took(generation.seconds)}`],
  );
  return facts;
}
