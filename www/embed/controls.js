/**
 * The controls of a figure, as its author lists them: `play`, `reset`, `fresh` (another seed), `time`, and any
 * parameter of the table by its name. `none` for none.
 */

import { make, say, svg } from "../dom.js";
import { button } from "../elements.js";
import { fixed, plain } from "../format.js";
import { liveNames, valueAt } from "../link/events.js";
import { labelOf, parameters } from "../link/settings.js";
import { speak, text } from "../texts.js";

/** @typedef {import("./figure.js").Figure} Figure */
/** @typedef {import("../link/settings.js").Parameter} Parameter */

const icons = {
  play: "M7 4v16l13-8z",
  pause: "M6 4h4v16H6zM14 4h4v16h-4z",
  reset: "M12 5V1.5L6.5 6 12 10.5V7a5.5 5.5 0 1 1-5.5 5.5h-2A7.5 7.5 0 1 0 12 5z",
  fresh: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM15.5 13h2v2.5H20v2h-2.5V20h-2v-2.5H13v-2h2.5z",
};

/** How far a slider reaches where the table allows more. @type {Record<string, [number, number, number]>} */
const reach = {
  generate_kt: [0, 5, 0.05],
  j2: [-2, 5, 0.05],
  j4: [0, 5, 0.05],
  class_drive: [0, 5, 0.05],
  kt: [0.01, 1, 0.01],
  generate_time: [0.5, 10, 0.5],
  iterations: [0, 40, 1],
  samples: [1, 64, 1],
  hidden: [0, 512, 8],
};

/** The ends and step of a slider. @param {Parameter} p @returns {[number, number, number]} */
function reachOf(p) {
  const [least, largest] = [p.min ?? 0, p.max ?? 1];
  const whole = p.kind === "integer";
  const high = Math.min(largest, 4 * (Number(p.default) || 1));
  return reach[p.name] ?? [least, high, p.step ?? (whole ? 1 : (high - least) / 100)];
}

export class Controls {
  /** @param {HTMLElement} root @param {Figure} figure @param {string} list */
  constructor(root, figure, list) {
    this.figure = figure;
    this.named = false;
    const names = list
      .trim()
      .split(/[\s,]+/)
      .filter((name) => name && name !== "none");
    /** @type {import("../link/link.js").Problem[]} */
    this.problems = [];
    /** @type {(() => void)[]} */
    this.updates = [];
    const parts = names.map((name) => this.part(name));
    root.replaceChildren(...parts.filter((part) => part !== null));
    root.hidden = root.childElementCount === 0;
    if (parts.some((part) => part?.matches(".knob"))) this.name();
  }

  /** Parameters have short names until their words are there. */
  async name() {
    this.named = await speak("parameters").then(
      () => true,
      () => false,
    );
    this.figure.changed();
  }

  /** @param {string} name @returns {HTMLElement | null} */
  part(name) {
    const plainName = name.replaceAll("-", "_");
    const p = parameters.find((row) => row.name === plainName);
    if (name === "play") return this.playing();
    if (name === "reset") return this.button("embed.reset", icons.reset, () => this.figure.reset());
    if (name === "fresh") return this.button("embed.fresh", icons.fresh, () => this.fresh());
    if (name === "time") return this.time();
    if (p) return this.knob(p);
    const known = "play, reset, fresh, time, none, or a parameter";
    this.problems.push({ field: "controls", message: `has “${name.slice(0, 24)}”; they must be of ${known}` });
    return null;
  }

  fresh() {
    const { session } = this.figure;
    if (session) session.generation.start(session.first + Number(session.settings.samples));
  }

  /** @param {"embed.reset" | "embed.fresh"} key @param {string} icon @param {() => void} act */
  button(key, icon, act) {
    const made = button({}, act, picture(icon));
    this.updates.push(() => {
      name(made, text(key));
      made.disabled = !this.figure.session?.model;
    });
    return made;
  }

  playing() {
    const toggle = () => (this.figure.session?.moving ? this.figure.pause() : this.figure.play());
    const made = button({ class: "primary", part: "play" }, toggle, picture(icons.play));
    let moving = false;
    this.updates.push(() => {
      const now = this.figure.session?.moving ?? false;
      const label = text(now ? "embed.pause" : "embed.play");
      name(made, label);
      if (now !== moving) made.replaceChildren(picture(now ? icons.pause : icons.play));
      moving = now;
      made.disabled = ["loading", "broken"].includes(this.figure.session?.phase ?? "loading");
    });
    return made;
  }

  time() {
    const slider = make("input", { type: "range", class: "time", min: "0", step: "1", value: "0", part: "time" });
    slider.addEventListener("input", () => {
      const { session } = this.figure;
      session?.player.pause();
      session?.player.seek(Number(slider.value));
      this.figure.changed();
    });
    this.updates.push(() => {
      const { frame, session } = this.figure;
      const steps = session?.player.steps ?? 0;
      slider.disabled = !frame || steps === 0;
      slider.max = String(Math.max(1, steps));
      const at = session?.player.target ?? frame?.step ?? 0;
      if (Number(slider.value) !== at) slider.value = String(at);
      const dt = Number(session?.settings.generate_dt ?? 0);
      slider.setAttribute("aria-label", text("embed.time"));
      slider.setAttribute("aria-valuetext", text("embed.at", { time: fixed(at * dt, 2), end: fixed(steps * dt, 2) }));
    });
    return slider;
  }

  /** @param {Parameter} p */
  knob(p) {
    const id = `knob-${p.name}`;
    const label = make("label", { for: id }, p.name);
    const now = make("output", { class: "num", for: id });
    const input = p.kind === "choice" || p.kind === "switch" ? choice(p, id) : slider(p, id);
    const live = liveNames.includes(p.name);
    const act = () => this.figure.set(p.name, p.kind === "switch" ? input.value === "on" : input.value);
    let moving = false;
    input.addEventListener("input", () => {
      moving = true;
      say(now, input instanceof HTMLInputElement ? plain(Number(input.value)) : "");
      if (live && this.figure.playing) act();
    });
    input.addEventListener("change", () => {
      moving = false;
      act();
    });
    this.updates.push(() => {
      if (this.named) say(label, labelOf(p));
      const { session } = this.figure;
      if (!session || moving) return;
      const value = textOf(session, p, live);
      if (input.value !== value) input.value = value;
      say(now, input instanceof HTMLInputElement ? `${value} ${p.unit}`.trim() : "");
    });
    return make("div", { class: "knob" }, label, now, input);
  }

  render() {
    for (const update of this.updates) update();
  }
}

/** @param {import("../session/session.js").Session} session @param {Parameter} p @param {boolean} live */
function textOf({ settings, events, player }, p, live) {
  if (p.kind === "switch") return settings[p.name] ? "on" : "off";
  if (!live) return String(settings[p.name]);
  const here = player.playing ? player.goal : (player.frame?.step ?? 0);
  return plain(valueAt(events, p.name, here, Number(settings[p.name])));
}

/** @param {HTMLButtonElement} button @param {string} label */
function name(button, label) {
  if (button.title === label) return;
  button.title = label;
  button.setAttribute("aria-label", label);
}

/** @param {Parameter} p @param {string} id */
function choice(p, id) {
  const values = p.kind === "switch" ? ["on", "off"] : (p.choices ?? []);
  return make("select", { id }, ...values.map((value) => make("option", { value }, value)));
}

/** @param {Parameter} p @param {string} id */
function slider(p, id) {
  const [min, max, step] = reachOf(p).map(String);
  return make("input", { id, type: "range", min, max, step });
}

/** @param {string} path */
function picture(path) {
  const icon = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
  icon.append(svg("path", { d: path }));
  return icon;
}
