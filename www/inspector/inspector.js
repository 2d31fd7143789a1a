/**
 * The panels of the inspector: in each of its tabs a strip of buttons, each of which opens one panel; a panel's code
 * is loaded when it is first opened, and it computes only while its tab is shown. The panels share the worker that
 * computes for them, and the history of the session.
 */

import { make, styled } from "../dom.js";
import { History } from "../session/history.js";
import { onLanguage, speak, text } from "../texts.js";
import { Measurements } from "../worker/measurements.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {{session: Session, lab: Measurements, history: History, changed: () => void}} Context what a panel works with */
/** @typedef {{render: (session: Session, frame: Frame | null) => void, respeak?: () => void, reopen?: () => void, hide?: () => void}} Panel respeak: says what it has found in another language; reopen: shown again; hide: another is shown */
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
    onLanguage(() => {
      for (const { panel } of this.opened.values()) panel?.respeak?.();
    });
    /** Strips of buttons, and the panel that each shows. @type {Map<HTMLElement, string>} */
    this.strips = new Map([...root.querySelectorAll(".strip")].map((e) => [/** @type {HTMLElement} */ (e), ""]));
    this.buttons = /** @type {HTMLButtonElement[]} */ ([...root.querySelectorAll("button[data-panel]")]);
    for (const button of this.buttons) {
      button.disabled = false;
      button.addEventListener("click", () => this.open(button));
    }
  }

  /** Shows a panel in place of the one that its strip showed. @param {HTMLButtonElement} button */
  open(button) {
    const strip = /** @type {HTMLElement} */ (button.parentElement);
    const id = button.dataset.panel ?? "";
    const before = this.strips.get(strip) ?? "";
    if (id === before) return;
    this.strips.set(strip, id);
    const last = this.opened.get(before);
    if (last) last.region.hidden = true;
    last?.panel?.hide?.();
    const entry = this.opened.get(id);
    if (entry) entry.region.hidden = false;
    if (entry) entry.panel?.reopen?.();
    else this.load(id, button);
    for (const one of strip.querySelectorAll("button")) one.setAttribute("aria-expanded", String(one === button));
    this.context.changed();
  }

  /** @param {string} id @param {HTMLButtonElement} button that opens it */
  async load(id, button) {
    const region = make(
      "section",
      { class: `panel ${id}`, "data-text-aria-label": button.dataset.text ?? "" },
      make("p", { class: "note" }, text("panel.loading")),
    );
    /** @type {{region: HTMLElement, panel: Panel | null}} */
    const entry = { region, panel: null };
    this.opened.set(id, entry);
    button.parentElement?.after(region);
    try {
      const [{ Panel }] = await Promise.all([panels[id](), speak("inspector", "trust"), styled(this.root)]);
      region.replaceChildren();
      entry.panel = new Panel(region, this.context);
    } catch (error) {
      const why = /** @type {Error} */ (error).message;
      region.replaceChildren(make("p", { class: "note" }, text("panel.failed", { why })));
      this.forget(id, button);
    }
    this.context.changed();
  }

  /** So that the next opening tries again. @param {string} id @param {HTMLButtonElement} button */
  forget(id, button) {
    const entry = this.opened.get(id);
    this.opened.delete(id);
    button.addEventListener("click", () => entry?.region.remove(), { once: true });
    const strip = /** @type {HTMLElement} */ (button.parentElement);
    if (this.strips.get(strip) === id) this.strips.set(strip, "");
    button.setAttribute("aria-expanded", "false");
  }

  /** @param {Session} session @param {Frame | null} frame the frame on the stage */
  render(session, frame) {
    this.context.history.note(session);
    for (const [strip, shown] of this.strips) {
      if (/** @type {HTMLElement | null} */ (strip.closest("[role=tabpanel]"))?.hidden) continue;
      if (shown) this.opened.get(shown)?.panel?.render(session, frame);
      else if (strip.dataset.first) this.first(strip);
    }
  }

  /** Opens the panel that a strip begins with, once. @param {HTMLElement} strip */
  first(strip) {
    const button = this.buttons.find((one) => one.dataset.panel === strip.dataset.first);
    delete strip.dataset.first;
    if (button) this.open(button);
  }
}
