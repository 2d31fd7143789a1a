/** The tabs of the inspector: one is shown, arrow keys move between them. What is computed for a hidden one waits. */

/** @typedef {"setup" | "disturb" | "measure" | "inside" | "compared" | "trust"} Tab */

export class Tabs {
  /** @param {HTMLElement} list of the tabs @param {() => void} changed */
  constructor(list, changed) {
    this.changed = changed;
    this.buttons = [...list.querySelectorAll("button")];
    list.addEventListener("click", ({ target }) => {
      const button = /** @type {HTMLElement} */ (target).closest("button");
      if (button) this.show(button);
    });
    list.addEventListener("keydown", (event) => this.key(event));
    this.show(this.buttons[0]);
  }

  /** @returns {Tab} the one that is shown */
  get shown() {
    const button = this.buttons.find((one) => one.getAttribute("aria-selected") === "true");
    return /** @type {Tab} */ (button?.getAttribute("aria-controls"));
  }

  /** @param {HTMLButtonElement} button of the tab to be shown */
  show(button) {
    for (const one of this.buttons) {
      one.setAttribute("aria-selected", String(one === button));
      one.tabIndex = one === button ? 0 : -1;
      const panel = document.getElementById(one.getAttribute("aria-controls") ?? "");
      if (panel) panel.hidden = one !== button;
    }
    this.changed();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const at = this.buttons.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    const last = this.buttons.length - 1;
    const to = { ArrowLeft: at ? at - 1 : last, ArrowRight: at < last ? at + 1 : 0, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.buttons[to].focus();
    this.show(this.buttons[to]);
  }
}
