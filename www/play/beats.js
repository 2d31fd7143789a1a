/**
 * The three scenes below the living picture, one gesture each. Each has a computer of its own, which is loaded when the
 * scene comes near, and runs while it is seen.
 */
import { byId, make } from "../dom.js";
import { wording } from "../wording.js";

/** @typedef {import("../worker/pooled.js").WorkerSource} WorkerSource */
/** @typedef {{tick: (now: number) => void}} Beat */

/** @type {Record<string, (root: HTMLElement, source: WorkerSource) => Promise<Beat>>} */
const kinds = {
  draw: async (root, source) => new (await import("./draw.js")).Draw(root, source),
  rub: async (root, source) => new (await import("./rub.js")).Rub(root, source),
  digit: async (root, source) => (await import("./digit.js")).Digit.make(root, source),
};

/** A scene's words, and the place of what moves. @param {"draw" | "rub" | "digit"} id */
function section(id) {
  const root = byId(id);
  const title = make("h2", { id: `h-${id}`, ...wording({ text: `play.${id}.title` }) });
  const words = make("div", { class: "words" }, title, make("p", wording({ text: `play.${id}.text` })));
  root.setAttribute("aria-labelledby", title.id);
  root.replaceChildren(words, make("div", { class: "scene" }));
  return root;
}

export class Beats {
  /** @param {WorkerSource} source */
  constructor(source) {
    /** @type {Map<string, Beat | null>} those that are there, or on their way */
    this.there = new Map();
    /** @type {Set<string>} */
    this.seen = new Set();
    const watch = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) this.come(target.id, { ...source, size: 1, first: false });
          else this.seen.delete(target.id);
        }
      },
      { rootMargin: "120px" },
    );
    for (const id of /** @type {const} */ (["draw", "rub", "digit"])) watch.observe(section(id));
  }

  /** @param {string} id @param {WorkerSource} source */
  async come(id, source) {
    this.seen.add(id);
    if (this.there.has(id)) return;
    this.there.set(id, null);
    const place = /** @type {HTMLElement} */ (byId(id).querySelector(".scene"));
    try {
      this.there.set(id, await kinds[id](place, source));
    } catch {
      this.there.delete(id); // tried again when it is seen again
    }
  }

  /** @param {number} now ms */
  tick(now) {
    for (const id of this.seen) this.there.get(id)?.tick(now);
  }
}
