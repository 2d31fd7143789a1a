/**
 * The inspector: a strip of buttons, each of which opens one panel; a panel's code is loaded when it
 * is first opened. The panels share the worker that computes for them, and the history of
 * the session.
 */

import { make, styled } from "../dom.js";
import { History } from "../session/history.js";
import { onLanguage, speak, text } from "../texts.js";
import { Measurements } from "../worker/measurements.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {{session: Session, lab: Measurements, history: History, changed: () => void}} Context what a panel works with */
/** @typedef {{render: (session: Session, frame: Frame | null) => void, respeak?: () => void, reopen?: () => void}} Panel respeak: says what it has found in another language; reopen: shown again */
/** @typedef {{Panel: new (root: HTMLElement, context: Context) => Panel}} PanelModule */

/** @type {Record<string, () => Promise<PanelModule>>} */
const panels = {
  charts: () => import("./charts.js"),
  heat: () => import("./heat.js"),
  ledger: () => import("./ledger.js"),
  couplings: () => import("./couplings.js"),
  inside: () => import("./inside.js"),
  paths: () => import("./paths.js"),
  energy: () => import("./energy.js"),
  checks: () => import("./checks.js"),
  receipt: () => import("./receipt.js"),
};

export class Inspector {
  /** @param {HTMLElement} root with a button[data-panel] for each panel @param {Session} session @param {() => void} changed */
  constructor(root, session, changed) {
    this.root = root;
    this.context = { session, lab: new Measurements(), history: new History(), changed };
    /** @type {Map<string, {region: HTMLElement, panel: Panel | null}>} */
    this.opened = new Map();
    this.shown = "";
    onLanguage(() => {
      for (const { panel } of this.opened.values()) panel?.respeak?.();
    });
    this.buttons = [...root.querySelectorAll("button")];
    for (const button of this.buttons) {
      button.disabled = false;
      button.addEventListener("click", () => this.flip(button.dataset.panel ?? ""));
    }
  }

  /** Opens a panel, or closes the one that is open. @param {string} id */
  flip(id) {
    this.shown = this.shown === id ? "" : id;
    if (this.shown && !this.opened.has(id)) this.load(id);
    else if (this.shown) this.opened.get(id)?.panel?.reopen?.();
    for (const button of this.buttons)
      button.setAttribute("aria-expanded", String(button.dataset.panel === this.shown));
    for (const [name, { region }] of this.opened) region.hidden = name !== this.shown;
    this.context.changed();
  }

  /** @param {string} id */
  async load(id) {
    const title = this.buttons.find((button) => button.dataset.panel === id)?.dataset.text ?? "";
    const region = make(
      "section",
      { class: `panel ${id}`, "data-text-aria-label": title },
      make("p", { class: "note" }, text("panel.loading")),
    );
    /** @type {{region: HTMLElement, panel: Panel | null}} */
    const entry = { region, panel: null };
    this.opened.set(id, entry);
    this.root.append(region);
    try {
      const [{ Panel }] = await Promise.all([panels[id](), speak("inspector", "trust"), styled(this.root)]);
      region.replaceChildren();
      entry.panel = new Panel(region, this.context);
    } catch (error) {
      const why = /** @type {Error} */ (error).message;
      region.replaceChildren(make("p", { class: "note" }, text("panel.failed", { why })));
      this.forget(id);
    }
    this.context.changed();
  }

  /** So that the next opening tries again. @param {string} id */
  forget(id) {
    const entry = this.opened.get(id);
    this.opened.delete(id);
    const button = this.buttons.find((one) => one.dataset.panel === id);
    button?.addEventListener("click", () => entry?.region.remove(), { once: true });
    if (this.shown === id) this.shown = "";
    button?.setAttribute("aria-expanded", "false");
  }

  /** @param {Session} session @param {Frame | null} frame the frame on the stage */
  render(session, frame) {
    this.context.history.note(session);
    this.opened.get(this.shown)?.panel?.render(session, frame);
  }
}
