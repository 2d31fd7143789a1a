/** Play, pause, step, loop, speed, reset, more samples, stills; and the keys of the figure. Whether it loops is kept for the next visit. */

import { keep, kept } from "../choices.js";
import { prefersStills } from "../detect.js";
import { byId, make, say } from "../dom.js";
import { keyOf } from "../keys.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";

/** @typedef {import("../session/session.js").Session} Session */

const key = "thermogen-loop";

export class TransportView {
  /** @param {Session} session @param {{stills: () => void, hidden: () => void}} flip */
  constructor(session, flip) {
    this.session = session;
    const { player } = session;
    player.loop = (kept(key) ?? (prefersStills() ? "off" : "on")) === "on";
    /** @type {Record<string, () => void>} */
    this.actions = {
      play: () => session.toggle(),
      replay: () => session.generation.start(session.first),
      back: () => player.step(-1),
      forth: () => player.step(1),
      more: () => session.generation.start(session.first + Number(session.settings.samples)),
      stills: flip.stills,
      "hidden-units": flip.hidden,
      loop: () => {
        player.loop = !player.loop;
        keep(key, player.loop ? "on" : "off");
      },
      start: () => player.seek(0),
      end: () => player.seek(player.steps),
    };
    this.buttons = ["play", "replay", "back", "forth", "more", "stills", "hidden-units", "loop"].map((id) => {
      const button = /** @type {HTMLButtonElement} */ (byId(id));
      button.addEventListener("click", () => this.act(id));
      return button;
    });
    this.playWord = /** @type {HTMLElement} */ (byId("play").querySelector("span"));
    this.count = /** @type {HTMLSelectElement} */ (byId("count"));
    this.count.addEventListener("change", () => {
      session.apply({ ...session.settings, samples: Number(this.count.value) });
    });
    this.speed = /** @type {HTMLSelectElement} */ (byId("speed"));
    byId("figure").addEventListener("keydown", (event) => this.key(event));
  }

  /** @param {string} action */
  act(action) {
    this.actions[action]();
    this.session.changed();
  }

  /** Keys act only inside the figure, and never take a key that a control there uses itself. @param {KeyboardEvent} event */
  key(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) return;
    const key = keyOf(event);
    if (target instanceof HTMLButtonElement && (key === " " || key === "Enter")) return;
    const action = keys[key];
    if (!action || /** @type {HTMLButtonElement | null} */ (document.getElementById(action))?.disabled) return;
    event.preventDefault();
    this.act(action);
  }

  /** @param {boolean} stills whether stills are shown @param {boolean} hidden whether the hidden units are */
  render(stills, hidden) {
    const { session } = this;
    const { player, model, phase } = session;
    const running = phase === "training" || phase === "stopped" || (model !== null && player.frames.length > 0);
    const dead = phase === "broken" || phase === "loading";
    for (const button of this.buttons) {
      const needsRun = !["play", "stills", "loop"].includes(button.id);
      button.disabled = dead || (needsRun ? !model || player.frames.length === 0 : !running);
    }
    const byName = Object.fromEntries(this.buttons.map((b) => [b.id, b]));
    byName.play.toggleAttribute("data-moving", session.moving);
    byName.loop.setAttribute("aria-pressed", String(player.loop));
    byName.stills.setAttribute("aria-pressed", String(stills));
    byName["hidden-units"].setAttribute("aria-pressed", String(hidden));
    this.counts(Number(session.settings.samples), dead);
    say(this.playWord, text(session.moving ? "pause" : "play"));
    const dt = Number(session.settings.generate_dt);
    player.rate = Number(this.speed.value) / dt;
  }

  /** Shows the number of samples, which may be another than those offered. @param {number} samples @param {boolean} disabled */
  counts(samples, disabled) {
    const { count } = this;
    const other = count.querySelector("[data-other]");
    const offered = [...count.options].some((o) => !o.dataset.other && Number(o.value) === samples);
    if (offered) other?.remove();
    else {
      other?.remove();
      count.append(
        make("option", {
          "data-other": "1",
          value: String(samples),
          ...wording({ text: "samples.count" }, { count: samples }),
        }),
      );
    }
    count.disabled = disabled;
    if (count.value !== String(samples)) count.value = String(samples);
  }
}

/** @type {Record<string, string>} */
const keys = {
  " ": "play",
  ArrowLeft: "back",
  ArrowRight: "forth",
  Home: "start",
  End: "end",
  r: "replay",
  n: "more",
  s: "stills",
  l: "loop",
  h: "hidden-units",
};
