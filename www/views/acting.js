/** Acts on a run beside the knobs: ask for another class, hold a pixel at a value, let it go. */

import { byId, make, say } from "../dom.js";
import { text } from "../texts.js";
import { keyOfName, wording } from "../wording.js";
import { namesOfClasses } from "./asking.js";

/** @typedef {import("../session/session.js").Session} Session */

const mostValue = 10; // a unit far outside its well teaches nothing

export class ActingView {
  /** @param {Session} session */
  constructor(session) {
    this.session = session;
    this.known = "";
    this.asking = byId("act-asking");
    this.asked = /** @type {HTMLSelectElement} */ (byId("act-class"));
    this.asked.addEventListener("change", () => session.generation.addEvent("class", this.asked.value));
    this.pixel = /** @type {HTMLInputElement} */ (byId("act-pixel"));
    this.value = /** @type {HTMLInputElement} */ (byId("act-value"));
    byId("act-holding").addEventListener("submit", (event) => {
      event.preventDefault();
      this.hold(true);
    });
    byId("act-release").addEventListener("click", () => this.hold(false));
  }

  /** Holds the pixel that was entered, or lets it go. @param {boolean} held */
  hold(held) {
    const pixel = this.pixel.value.trim();
    const typed = this.value.value.trim().replace("−", "-").replace(",", ".");
    const value = typed === "" ? Number.NaN : Number(typed);
    const most = (this.session.model?.visible ?? 0) - 1;
    const known = /^\d{1,5}$/.test(pixel) && Number(pixel) <= most;
    const good = known && (!held || Math.abs(value) <= mostValue);
    const problem = known ? "pixel.value" : "pixel.problem";
    const entered = (known ? this.value : this.pixel).value.slice(0, 24);
    say(byId("act-problem"), good ? "" : text(problem, { most: known ? mostValue : most, entered }));
    if (!good) return;
    if (held) this.session.generation.addEvent("clamp", `${Number(pixel)}=${value}`);
    else this.session.generation.addEvent("release", String(Number(pixel)));
  }

  render() {
    const { events, player, model } = this.session;
    const classes = model?.classes ?? new Uint8Array(0);
    this.asking.hidden = classes.length === 0;
    const names = namesOfClasses(this.session);
    if (model && names.join() !== this.known) this.build(classes, names);
    const here = player.playing ? player.goal : (player.frame?.step ?? 0);
    this.asked.value = events.findLast(({ name, step }) => name === "class" && step <= here)?.value ?? "";
  }

  /** @param {Uint8Array} classes @param {string[]} names one of each */
  build(classes, names) {
    this.known = names.join();
    this.asked.replaceChildren(
      make("option", { value: "", disabled: "", ...wording({ text: "class.start" }) }),
      make("option", { value: "-1", ...wording({ text: "class.none" }) }),
      ...Array.from(classes, (label, i) => option(label, names[i])),
    );
  }
}

/** A class to choose. @param {number} label @param {string} name */
function option(label, name) {
  const key = keyOfName(name);
  const value = String(label);
  return key ? make("option", { value, ...wording({ text: key }) }) : make("option", { value }, name);
}
