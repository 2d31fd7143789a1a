/** The common base of the pictures of the first two rungs: an SVG in its place, its axes, its scales. */
import { add } from "./plane.js";

export class Picture {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.picture = add(root, "svg", { "aria-hidden": "true" });
    this.axis = add(this.picture, "g", { class: "axis" });
    /** @type {unknown} */
    this.shape = null;
    this.width = 0;
    /** @type {Uint32Array | null} */
    this.counted = null;
    /** @type {import("../charts/scale.js").Scale} */
    this.x = Number;
    /** @type {import("../charts/scale.js").Scale} */
    this.y = Number;
  }

  /** An element that terms of the equations can light up, above those before it. @param {string} name @param {string} [kind] */
  part(name, kind = "path") {
    return add(this.picture, kind, { class: name, "data-part": name });
  }
}
