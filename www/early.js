/**
 * What is done to controls whose code is still on its way: it is kept, and done again once they can.
 * They stand in lab.html within an element with `data-later`. Files that are dropped meanwhile are kept too.
 */

import { droppedFiles } from "./own/dropped.js";

const types = ["click", "submit", "dragover", "drop"];

export class Early {
  /** @param {() => void} wanted called when one of them is used @param {(files: File[]) => void} take takes files that were dropped */
  constructor(wanted, take) {
    this.wanted = wanted;
    this.take = take;
    /** @type {(() => void)[]} */
    this.kept = [];
    for (const type of types) addEventListener(type, this, true);
  }

  /** @param {DragEvent} event */
  drop(event) {
    const { dataTransfer, type } = event;
    if (!dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (type === "dragover") return;
    const files = droppedFiles(dataTransfer);
    this.kept.push(async () => this.take(await files));
    this.wanted();
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event instanceof DragEvent) return this.drop(event);
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
    for (const type of types) removeEventListener(type, this, true);
    for (const again of this.kept.splice(0)) again();
  }
}
