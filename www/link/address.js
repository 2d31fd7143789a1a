/**
 * The address bar kept in step with the page. Another scene is a step in the browser's history,
 * so that Back goes to the last one; within a scene the address is replaced.
 *
 * The reader and writer of links is loaded when the first link is met or needed. Browsers limit how
 * often an address may be replaced, so it is written at most every `quietMs`.
 */

import grammar from "../built/links.js";
import { speak, text } from "../texts.js";
import { opening } from "./scenes.js";

/** @typedef {import("./scenes.js").Place} Place */

const quietMs = 500;
async function link() {
  const [reader] = await Promise.all([import("./link.js"), speak("later")]);
  await reader.ready();
  return reader;
}

const named = new RegExp(`(^\\?|[&;]|%23)(${grammar.fields.join("|")})(=|%(25)*3d)`, "i");

/** Whether an address may say what to show: a fragment without fields names an anchor. @param {Location | URL} address */
export const isLink = ({ hash, search, pathname }) =>
  /=|%(25)*3d/i.test(hash.replace(/:~:.*/s, "")) || named.test(search) || /%23/.test(pathname);

/** The address up to its #, without fields of a link that stand there: those behind the # take their place. */
export function bare() {
  const rest = location.search
    .slice(1)
    .split("&")
    .filter((pair) => pair && !named.test(`&${pair}`));
  return location.pathname.replace(/%23.*/s, "") + (rest.length ? `?${rest.join("&")}` : "");
}

export class Address {
  /**
   * @param {() => Place} place what the page shows
   * @param {(place: Place, notice: string) => Promise<void>} open
   */
  constructor(place, open) {
    this.place = place;
    this.open = open;
    this.timer = 0;
    /** The fragment that stands for what the page shows. */
    this.written = "";
    /** @type {unknown[]} what was shown when it was written */
    this.seen = [];
    /** Whether a link is being read, which must not be written over meanwhile. */
    this.reading = false;
    /** The scene that the address stands for. */
    this.scene = "";
    addEventListener("popstate", ({ state }) => {
      const ours = isLink(location) || state?.scene;
      if (ours && location.hash !== (this.written && `#${this.written}`)) this.read();
      else if (!ours) {
        this.seen = [];
        this.touch();
      }
    });
  }

  /** Opens what the address says. */
  async read() {
    if (!isLink(location)) {
      const place = opening("");
      this.open(place, "");
      Object.assign(this, { written: "", scene: place.scene, seen: Object.values(this.place()) });
      return;
    }
    this.reading = true;
    try {
      await this.follow();
    } finally {
      this.reading = false;
    }
  }

  /** Opens what a link says. */
  async follow() {
    const reader = await link().catch(() => null);
    if (!reader) return this.open(opening(""), text("link.noReader"));
    const { readLink } = reader;
    const { place: read, problems } = readLink(location.href);
    const place = read.lesson?.own_numbers ? (await import("./teaching.js")).withOwnNumbers(read) : read;
    this.scene = place.scene;
    const words = problems.slice(0, 6).map(({ field, message }) => `${field} ${message}`);
    const more = problems.length > words.length ? text("link.more", { n: problems.length - words.length }) : "";
    await this.open(place, words.length ? text("link.problems", { list: words.join("; ") + more }) : "");
  }

  /** Something may have changed: the address follows soon. */
  touch() {
    const now = Object.values(this.place());
    if (this.reading || now.every((value, i) => value === this.seen[i])) return;
    this.seen = now;
    this.timer ||= window.setTimeout(() => {
      this.timer = 0;
      this.write().catch(() => {}); // without the writer the address stays as it is; the share sheet says why
    }, quietMs);
  }

  async write() {
    const place = this.place();
    if (!place.scene) {
      this.written = location.hash.slice(1); // a lesson waits: the address already says what will be shown
      return;
    }
    const { writeLink, inAddress } = await link();
    const whole = inAddress(writeLink(place).fragment);
    const fragment = whole === writeLink(opening("")).fragment ? "" : whole;
    this.written = fragment;
    const url = bare() + (fragment && `#${fragment}`);
    try {
      const changed = location.hash !== (fragment && `#${fragment}`) || bare() !== location.pathname + location.search;
      const { scene } = place;
      if (changed && this.scene && scene !== this.scene) {
        history.replaceState({ scene: this.scene }, ""); // it is known again when Back comes to it
        history.pushState({ scene }, "", url);
      } else if (changed) history.replaceState({ scene }, "", url);
      this.scene = scene;
    } catch {
      // A sandboxed frame may have no address to write; its link can still be shared.
    }
  }
}
