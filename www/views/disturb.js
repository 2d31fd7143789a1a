/**
 * What acts on a run beside the knobs: another class, a hidden unit that is clicked, and a hand on the stage that melts
 * a disc of the picture or holds it.
 *
 * A press, or a stroke with steps of half a radius, is one event for each place. It acts on every sample alike. By
 * keyboard Enter on the stage acts on the middle of the picture.
 */

import { byId, make, say } from "../dom.js";
import { option } from "../elements.js";
import { spoken } from "../format.js";
import { keyOfName, wording } from "../wording.js";
import { namesOfClasses } from "./asking.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../pictures/samples.js").SamplesView} SamplesView */

export class DisturbView {
  /** @param {Session} session @param {SamplesView} samples @param {() => boolean} shown whether the tab is shown, without which a touch does nothing */
  constructor(session, samples, shown) {
    this.session = session;
    this.samples = samples;
    this.shown = shown;
    this.known = "";
    this.asking = byId("event-asking");
    this.asked = /** @type {HTMLSelectElement} */ (byId("event-class"));
    this.asked.addEventListener("change", () => session.generation.addEvent("class", this.asked.value));
    this.radius = /** @type {HTMLInputElement} */ (byId("touch-radius"));
    this.size = byId("touch-size");
    this.letGo = /** @type {HTMLButtonElement} */ (byId("let-go"));
    this.letGo.addEventListener("click", () => session.generation.addEvent("hold", "-1"));
    /** The place of the last event of a stroke. @type {{x: number, y: number} | null} */
    this.last = null;
    this.listen(samples.canvas);
  }

  /** @param {HTMLCanvasElement} canvas */
  listen(canvas) {
    canvas.addEventListener("pointerdown", (event) => {
      if (!this.shown() || event.button > 0) return;
      this.last = null;
      if (event.isTrusted) canvas.setPointerCapture(event.pointerId);
      this.press(event);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (this.shown() && event.buttons > 0) this.press(event);
    });
    canvas.addEventListener("click", ({ clientX, clientY }) => {
      const unit = this.samples.at(clientX, clientY)?.hidden ?? null;
      if (unit !== null) this.session.generation.flip(unit);
    });
    canvas.addEventListener("keydown", ({ key }) => {
      const { images } = this.session;
      if (key === "Enter" && this.shown() && images) this.act(images.width / 2, images.height / 2);
    });
  }

  /** Whether the hand melts or holds. @returns {"melt" | "hold"} */
  get kind() {
    const chosen = /** @type {HTMLInputElement} */ (document.querySelector("input[name=touch]:checked"));
    return chosen.value === "hold" ? "hold" : "melt";
  }

  /** @param {PointerEvent} event */
  press({ clientX, clientY }) {
    const place = this.samples.at(clientX, clientY);
    if (!place || place.hidden !== null) return;
    const radius = Number(this.radius.value);
    if (this.last && Math.hypot(place.x - this.last.x, place.y - this.last.y) < Math.max(1, radius / 2)) return;
    this.last = place;
    this.act(place.x, place.y);
  }

  /** @param {number} x @param {number} y in pixels of the picture */
  act(x, y) {
    const place = [x, y].map((v) => Number(v.toFixed(1)));
    this.session.generation.addEvent(this.kind, [...place, this.radius.value].join());
  }

  render() {
    const { events, player, model } = this.session;
    const classes = model?.classes ?? new Uint8Array(0);
    this.asking.hidden = classes.length === 0;
    const names = namesOfClasses(this.session);
    if (model && names.join() !== this.known) this.build(classes, names);
    const here = player.playing ? player.goal : (player.frame?.step ?? 0);
    this.asked.value = events.findLast(({ name, step }) => name === "class" && step <= here)?.value ?? "";
    this.letGo.disabled = (events.findLast(({ name }) => name === "hold")?.value ?? "-1") === "-1";
    this.samples.stage.classList.toggle("touched", this.shown() && model !== null);
    say(this.size, spoken(Number(this.radius.value)));
  }

  /** @param {Uint8Array} classes @param {string[]} names one of each */
  build(classes, names) {
    this.known = names.join();
    this.asked.replaceChildren(
      make("option", { value: "", disabled: "", ...wording({ text: "class.start" }) }),
      option("-1", "class.none"),
      ...Array.from(classes, (label, i) => choice(label, names[i])),
    );
  }
}

/** A class to choose. @param {number} label @param {string} name */
function choice(label, name) {
  const key = keyOfName(name);
  return key ? option(String(label), key) : make("option", { value: String(label) }, name);
}
