/**
 * The card's words for the published experiment: before a run, that about half of its samples will come out inverted and
 * why; after it, how many did; the heats that are published; and the same with another scale of pixels beside it.
 */
import { byId, make, say } from "../dom.js";
import { button, note } from "../elements.js";
import { quality } from "../quality.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";

/** @typedef {import("../session/session.js").Session} Session */

const other = { scale: "pm1" }; // of the second computer: pixels with a mean, of which biases make use

export class PaperView {
  /** @param {(differences: import("../tasks/messages.js").Settings) => void} compare */
  constructor(compare) {
    this.root = byId("paper");
    const why = make("a", { "data-slot": "why", ...wording({ text: "paper.why", href: "paper.href" }) });
    const scale = make("code", { "data-slot": "scale" }, "scale = unit");
    this.after = make("p", { class: "note", role: "status" });
    const beside = button("paper.compare", () => compare(other));
    this.root.append(note("paper.before", why, scale), this.after, beside);
  }

  /** @param {Session} session */
  render({ scene, phase, player, settings }) {
    this.root.hidden = scene !== "paper" || settings.scale !== "unit";
    const end = phase === "trained" && player.finished ? player.frames.at(-1) : null;
    if (this.root.hidden || !end) return say(this.after, "");
    say(this.after, text("paper.after", { inverted: quality(end).inverted, count: end.heat.length }));
  }
}
