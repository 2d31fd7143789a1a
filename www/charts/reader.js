/** Chooses a place on a chart's x axis: with a pointer over it, or with its arrow keys. */

/** @typedef {import("./plot.js").Plot} Plot */

export class Reader {
  /** @param {Plot} plot @param {(x: number | null) => void} chosen told the place, or that there is none */
  constructor(plot, chosen) {
    this.plot = plot;
    this.told = chosen;
    /** @type {number | null} */
    this.place = null;
    const { root } = plot;
    root.setAttribute("tabindex", "0");
    root.addEventListener("pointermove", ({ clientX }) => {
      const { left, width } = root.getBoundingClientRect(); // on a slide that is scaled not the width it was drawn with
      this.near(((clientX - left) * plot.width) / width);
    });
    root.addEventListener("pointerleave", () => this.choose(null));
    root.addEventListener("blur", () => this.choose(null));
    root.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      this.move(step);
    });
  }

  /** The places on the x axis that have a value. */
  get places() {
    return [...new Set((this.plot.content.lines ?? []).flatMap(({ x }) => Array.from(x)))].sort((a, b) => a - b);
  }

  /** @param {number} px */
  near(px) {
    const { places, plot } = this;
    const away = (/** @type {number} */ x) => Math.abs(plot.x.at(x) - px);
    if (places.length > 0) this.choose(places.reduce((best, x) => (away(x) < away(best) ? x : best)));
  }

  /** @param {number} step */
  move(step) {
    const { places } = this;
    const last = places.length - 1;
    const now = this.place === null ? last : places.indexOf(this.place) + step;
    if (last >= 0) this.choose(places[Math.max(0, Math.min(last, now))]);
  }

  /** @param {number | null} x */
  choose(x) {
    if (x === this.place) return;
    this.place = x;
    this.plot.point(x);
    this.told(x);
  }
}
