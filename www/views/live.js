/** Knobs that act on the run while it runs, and the list of its events. */

import { byId, make, say } from "../dom.js";
import { fixed, spoken } from "../format.js";
import { liveNames, others, valueAt } from "../link/events.js";
import { labelOf, parameters } from "../link/settings.js";
import { language, text } from "../texts.js";
import { wording } from "../wording.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../link/events.js").Event} Event */

/** How far a knob reaches; the table allows more. @type {Record<string, {min: number, max: number, step: number}>} */
const reach = {
  generate_kt: { min: 0, max: 5, step: 0.05 },
  j2: { min: -2, max: 5, step: 0.05 },
  j4: { min: 0, max: 5, step: 0.05 },
  class_drive: { min: 0, max: 5, step: 0.05 },
  latent_drive: { min: 0, max: 10, step: 0.1 },
};
/** What a computer needs to have for a knob to act. @type {Record<string, (data: import("../tasks/model.js").ModelData | undefined) => boolean>} */
const needs = {
  class_drive: (data) => !!data?.classes.length,
  latent_drive: (data) => !!data?.latent_mean?.length,
};
const mostListed = 40;

export class LiveView {
  /** @param {Session} session */
  constructor(session) {
    this.session = session;
    /** The knob that is being moved, which must not be moved back. */
    this.moving = "";
    this.list = byId("events");
    this.undo = byId("undo-events");
    this.undo.addEventListener("click", () => {
      session.generation.undoEvents();
      this.knobs[0].slider.focus(); // the button goes, the focus stays here
    });
    this.lesions = byId("lesions");
    this.lesions.addEventListener("submit", (event) => {
      event.preventDefault();
      this.lesion();
    });
    /** @type {Event[]} */
    this.listed = [];
    this.spoken = language();
    this.knobs = liveNames.map((name) => this.knob(name));
    byId("knobs").append(...this.knobs.map(({ row }) => row));
  }

  /** @param {string} name */
  knob(name) {
    const p = parameters.find((row) => row.name === name);
    if (!p) throw new Error(`the table lacks ${name}`);
    const attributes = Object.entries(reach[name]).map(([key, value]) => [key, String(value)]);
    const id = `live-${name}`;
    const slider = make("input", { id, type: "range", class: "slider", ...Object.fromEntries(attributes) });
    const now = make("output", { class: "num", for: id });
    const row = make(
      "div",
      { class: "knob" },
      make("label", { for: id, ...wording({ text: `label.${name}` }) }),
      slider,
      now,
    );
    slider.addEventListener("input", () => {
      this.moving = name;
      say(now, measured(Number(slider.value), p.unit));
      if (this.session.generation.isLive && this.session.player.playing)
        this.session.generation.addEvent(name, slider.value);
    });
    slider.addEventListener("change", () => {
      this.moving = "";
      const { events } = this.session;
      const told = events.at(-1);
      if (told?.name !== name || Number(told.value) !== Number(slider.value))
        this.session.generation.addEvent(name, slider.value);
    });
    return { name, slider, now, row, unit: p.unit };
  }

  /** Switches the hidden unit that was entered. */
  lesion() {
    const entered = /** @type {HTMLInputElement} */ (byId("lesion")).value.trim();
    const most = (this.session.model?.hidden ?? 0) - 1;
    const good = /^\d{1,5}$/.test(entered) && Number(entered) <= most;
    const limit = text("lesion.problem", { most, entered: entered.slice(0, 24) });
    say(byId("lesion-problem"), good ? "" : limit);
    if (good) this.session.generation.flip(Number(entered));
  }

  /** @param {Session} session @param {boolean} hidden whether the hidden units are shown */
  render(session, hidden) {
    this.lesions.hidden = !hidden || !session.model?.hidden;
    const { events, player, settings, model, phase } = session;
    const here = player.playing ? player.goal : (player.frame?.step ?? 0);
    for (const { name, slider, now, row, unit } of this.knobs) {
      row.hidden = !(needs[name]?.(model?.data) ?? true);
      slider.disabled = phase !== "trained" || player.steps === 0;
      const value = valueAt(events, name, here, Number(settings[name]));
      slider.setAttribute("aria-valuetext", measured(value, unit));
      if (this.moving === name) continue;
      slider.value = String(value);
      say(now, measured(value, unit));
    }
    if (events !== this.listed || language() !== this.spoken) this.show(events, Number(settings.generate_dt));
  }

  /** @param {Event[]} events @param {number} dt */
  show(events, dt) {
    this.listed = events;
    this.spoken = language();
    this.undo.hidden = events.length === 0;
    const rest = events.length - mostListed;
    const items = events.slice(-mostListed).map((event) => make("li", {}, words(event, dt)));
    if (rest > 0) items.unshift(make("li", {}, text("events.earlier", { n: rest })));
    this.list.replaceChildren(...items);
  }
}

/** @param {number} value @param {string} unit */
const measured = (value, unit) => `${spoken(value)} ${unit}`.trim();

/** @param {Event} event @param {number} dt */
function words({ step, name, value }, dt) {
  const time = fixed(step * dt, 2);
  const row = parameters.find((p) => p.name === name);
  if (row) return text("event.set", { time, label: labelOf(row), value: measured(Number(value), row.unit) });
  if (name === "hold" && value === "-1") return text("event.hold.none", { time });
  if (name === "code") return text(codeKeys[Math.min(3, value.split(",").length) - 1], { time });
  if (name === "latent") return text("event.latent", { time, value: value.replace(/,/g, ", ").replace(/=/g, " = ") });
  const [unit, level] = value.split("="); // of a pixel that is held
  return text(eventKeys[name], { time, unit, value: level === undefined ? value : spoken(Number(level)) });
}

const codeKeys = /** @type {const} */ (["event.code", "event.code.around", "event.code.path"]);

/** @typedef {"event.class" | "event.clamp" | "event.release" | "event.lesion" | "event.restore" | "event.melt" | "event.hold"} EventKey */

const eventKeys = /** @type {Record<string, EventKey>} */ (
  Object.fromEntries(others.map((name) => [name, `event.${name}`]))
);
