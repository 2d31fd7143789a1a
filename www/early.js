/**
 * What is done to controls whose code is still on its way: it is kept, and done again once they can.
 * They stand in lab.html within an element with `data-later`.
 */

export class Early {
  /** @param {() => void} wanted called when one of them is used */
  constructor(wanted) {
    this.wanted = wanted;
    /** @type {(() => void)[]} */
    this.kept = [];
    for (const type of ["click", "submit"]) document.addEventListener(type, this, true);
  }

  /** @param {Event} event */
  handleEvent(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (!target.closest("[data-later]")) return;
    const button = target.closest("button");
    if (event.type === "submit") {
      event.preventDefault();
      this.kept.push(() => /** @type {HTMLFormElement} */ (target).requestSubmit());
    } else if (button?.type === "button") this.kept.push(() => button.click());
    this.wanted();
  }

  /** The controls can: does what was asked of them, in its order. */
  repeat() {
    for (const type of ["click", "submit"]) document.removeEventListener(type, this, true);
    for (const again of this.kept.splice(0)) again();
  }
}
