/**
 * Receipts: the run on the stage written down, saved, and opened again to be run and compared; models as
 * files. A receipt is what `thermogen replay` reads, and the other way round.
 */

import { make, say } from "../dom.js";
import { button, note, row } from "../elements.js";
import { save } from "../files.js";
import { duration, fixed } from "../format.js";
import { aboutRun } from "../session/history.js";
import { receiptInput } from "../session/receipt.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";
import { Facts } from "./facts.js";
import { Measure } from "./measure.js";
import { Opened, trainingOf } from "./opened.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("./inspector.js").Context} Context */
/** @typedef {import("../tasks/receipts.js").Said} Said */

export class Panel {
  /** @param {HTMLElement} root @param {Context} context */
  constructor(root, context) {
    this.context = context;
    this.measure = new Measure(context.lab, "trust.receipt.again", () => this.begin());
    this.facts = new Facts("trust.receipt.facts");
    this.settings = new Facts("trust.receipt.settings");
    const all = make(
      "details",
      { class: "data" },
      make("summary", wording({ text: "trust.receipt.all" })),
      this.settings.root,
    );
    this.verdict = make("p", { class: "verdict", role: "status" }, text("trust.receipt.none"));
    this.keep = button("trust.receipt.save", () => save(`thermogen-${this.name}.json`, this.text, "application/json"));
    this.model = button("trust.receipt.model", () => this.saveModel());
    this.keep.disabled = true;
    this.opened = new Opened(context);
    this.text = "";
    /** @type {{said: Said, onStage: string} | null} */
    this.shown = null;
    this.name = "";
    this.key = "";
    root.append(
      note("trust.receipt.note"),
      row(this.keep, this.model, this.measure.root),
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
    const { phase, model, player, checkpoints, training } = session;
    const key = `${aboutRun(session).key} ${training.fingerprint} ${training.shown}`;
    if (phase !== "trained" || !model || !player.finished || checkpoints.standing || key === this.key) return;
    this.key = key;
    this.begin();
  }

  async begin() {
    const { session } = this.context;
    const { player } = session;
    const input = player.finished ? await receiptInput(session) : null;
    if (!input) return;
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

  respeak() {
    if (this.shown) this.show(this.shown.said, this.shown.onStage);
  }

  /** @param {Said} said @param {string} onStage the fingerprint there */
  show(said, onStage) {
    this.shown = { said, onStage };
    const { generation } = said;
    this.name = said.model.fingerprint.slice(0, 8);
    this.keep.disabled = false;
    this.facts.show(factsOf(said));
    this.settings.show(Object.entries(settingsOf(said)).map(([name, value]) => [name, String(value), ""]));
    say(
      this.verdict,
      generation?.fingerprint === onStage ? text("trust.receipt.same") : text("trust.receipt.other", { onStage }),
    );
  }

  saveModel() {
    const { model, training } = this.context.session;
    if (!model) return;
    this.context.lab.ask(
      "modelFile",
      { model: model.data },
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
  return { ...run, ...Object.fromEntries(other.map(([name, value]) => [text("trust.inTraining", { name }), value])) };
}

/** @param {Record<string, any> | null} images */
function imagesIn(images) {
  if (!images) return text("trust.byFile");
  if (images.source === "glyphs") return text("trust.glyphs", { n: images.ids.length, size: images.size });
  if (images.source === "idx") return text("trust.imagesOf", { n: images.indices.length, path: images.images.path });
  const { count, width, height } = images;
  return text("trust.carried", { n: count, width, height });
}

const listed = (/** @type {string[]} */ all) => all.filter(Boolean).join("; ");
const presetOf = (/** @type {string | null | undefined} */ preset) =>
  preset ? [text("trust.preset", { preset })] : [];
const seedOf = (/** @type {Said["model"]} */ { settings }) => text("trust.seed", { seed: String(settings.seed) });

/** @param {Said} said @returns {import("./facts.js").Fact[]} */
function factsOf({ schema, version, made_by, preset, model, generation }) {
  const took = (/** @type {number | null} */ seconds) =>
    seconds === null ? "" : text("trust.took", { time: duration(seconds) });
  /** @type {import("./facts.js").Fact[]} */
  const facts = [
    [text("trust.madeBy"), `thermogen ${version}`, text("trust.schema", { by: made_by, schema })],
    [
      text("trust.trainedOn"),
      imagesIn(model.images),
      model.images ? text("trust.hash", { hash: model.images.hash }) : "",
    ],
    [
      text("trust.training"),
      trainingOf(model.settings),
      listed([...presetOf(preset), seedOf(model), took(model.seconds)]),
    ],
    [text("trust.theta"), model.fingerprint, text("trust.theta.note")],
  ];
  if (model.loss_excess !== null) facts.push([text("inspector.loss"), fixed(model.loss_excess, 4), text("trust.last")]);
  if (!generation) return facts;
  const { settings, first, classes = [], events = [] } = generation;
  const each = new Set(classes).size === 1 ? text("trust.allOf", { name: classes[0] }) : text("trust.classEach");
  const kt = (/** @type {number} */ value) => `${fixed(value, 3)} kT`;
  const end = listed([text("trust.run.note"), took(generation.seconds)]);
  const count = text("samples.count", { count: Number(settings.samples) });
  facts.push(
    [text("trust.generated"), count, listed([text("trust.from", { first }), classes.length ? each : ""])],
    [text("trust.events"), String(events.length), events.join("; ")],
    [text("inspector.heat.emitted"), kt(generation.heat_emitted_mean_kt), text("trust.mean")],
    [text("trust.spread"), kt(generation.heat_emitted_spread_kt), text("trust.spread.note")],
    [text("trust.ledger.events"), kt(generation.work_mean_kt), text("trust.mean")],
    [text("trust.run"), generation.fingerprint, end],
  );
  return facts;
}
