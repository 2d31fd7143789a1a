/** Numbers as files: all units at the end (.npy), series (CSV), a receipt that repeats the run, and the model. */
import { make } from "../dom.js";
import { note } from "../elements.js";
import { csv } from "../files.js";
import { quality } from "../quality.js";
import { receiptInput } from "../session/receipt.js";
import { text } from "../texts.js";
import { group } from "./making.js";

/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./making.js").Making} Making */
/** @typedef {import("./making.js").Made} Made */
/** @typedef {(fraction: number) => Promise<void>} Progress */

export class DataTab {
  /** @param {Shown} shown @param {Making} making */
  constructor(shown, making) {
    this.shown = shown;
    this.root = make(
      "div",
      {},
      group(
        "save.data",
        making.button("save.npy", "npy", (progress) => this.states(progress)),
        making.button("save.time", "time.csv", () => this.time()),
        making.button("save.samples", "samples.csv", () => this.samples()),
        making.button("save.loss", "loss.csv", () => this.loss()),
      ),
      group(
        "share.again",
        making.button("share.receipt", "json", (progress) => receiptOf(shown, progress)),
        making.button("share.model", "safetensors", (progress) => this.model(progress)),
      ),
      note("share.data.note"),
    );
  }

  /** @param {Progress} progress @returns {Promise<Made>} */
  async states(progress) {
    const { session } = this.shown;
    const order = this.shown.order();
    const { file } = await this.shown.result("states", { model: session.model?.data, order }, progress);
    return { type: "application/octet-stream", content: file };
  }

  /** @param {Progress} progress @returns {Promise<Made>} */
  async model(progress) {
    const { file } = await this.shown.result("modelFile", { model: this.shown.session.model?.data }, progress);
    return { type: "application/octet-stream", content: file };
  }

  /** @returns {Made} */
  time() {
    const rows = this.shown.session.player.frames.map((frame) => {
      const { heat, cooling, best, inverted } = quality(frame);
      return [frame.step, frame.time, heat, cooling, best, inverted];
    });
    const columns = [
      "step",
      "time",
      "heat_emitted_kT_mean",
      "heat_of_cooling_kT_mean",
      "best_signed_overlap_mean",
      "inverted",
    ];
    return { type: "text/csv", content: csv(columns, rows) };
  }

  /** @returns {Made} */
  samples() {
    const { frame, session } = this.shown;
    if (!frame) return { type: "", content: null, problem: text("save.wait") };
    const count = frame.heat.length;
    const names = session.images?.labels ?? [];
    const patterns = frame.overlap.length / count;
    const rows = Array.from(frame.heat, (heat, s) => [
      session.first + s,
      heat,
      frame.cooling[s],
      ...frame.overlap.subarray(s * patterns, (s + 1) * patterns),
    ]);
    const overlaps = Array.from({ length: patterns }, (_, i) => `overlap_${names[i] ?? i}`);
    return { type: "text/csv", content: csv(["sample", "heat_emitted_kT", "heat_of_cooling_kT", ...overlaps], rows) };
  }

  /** @returns {Made} */
  loss() {
    const rows = this.shown.session.loss.map((loss, i) => [i + 1, loss]);
    return { type: "text/csv", content: csv(["iteration", "loss_less_N_over_2"], rows) };
  }
}

/** The receipt of what is shown. @param {Shown} shown @param {Progress} progress @returns {Promise<Made>} */
export async function receiptOf(shown, progress) {
  const input = await receiptInput(shown.session);
  if (!input) return { type: "", content: null, problem: text("save.wait") };
  const { text: content } = await shown.result("receipt", { ...input, order: shown.order() }, progress);
  return { type: "application/json", content };
}
