/** The first beat: a picture that condenses out of noise, as it was computed a moment ago. */
import { prefersStills } from "../../detect.js";
import { fixed, heat } from "../../format.js";
import { frameMs, noise } from "../../pictures/noise.js";
import { text } from "../../texts.js";

/** @typedef {import("../story.js").Story} Story */

const side = 14; // pixels, of the noise that is seen first

export class Open {
  name = "open";
  seconds = 5;
  still = 1;
  plays = true;

  /** @param {Story} story */
  constructor(story) {
    this.story = story;
    this.noise = new Uint8Array(side * side);
    this.fill = noise();
    this.fill(this.noise);
    this.last = 0;
  }

  enter() {
    this.story.need("picture");
  }

  ready() {
    return this.story.open !== null;
  }

  /** Scrolling takes the picture back to noise. @param {number} part */
  scrolled(part) {
    return 1 - part;
  }

  /** While the picture is not there yet, noise moves. @param {number} now ms */
  tick(now) {
    if (this.story.open || now - this.last < frameMs || prefersStills()) return false;
    if (this.last === 0) performance.mark("noise moves");
    this.last = now;
    this.fill(this.noise);
    return true;
  }

  /** The picture of a moment. @param {number} at */
  picture(at) {
    const { open } = this.story;
    if (!open) return { side, bytes: this.noise };
    const size = open.side ** 2;
    const frame = Math.round(at * (open.heat.length - 1));
    return { side: open.side, bytes: open.frames.subarray(frame * size, (frame + 1) * size) };
  }

  /** @param {import("../pen.js").Pen} pen @param {number} at */
  draw(pen, at) {
    const { side, bytes } = this.picture(at);
    const size = pictureSize(pen);
    const [x, y] = [(pen.width - size) / 2, (pen.height - size) / 2];
    pen.box(x - 10, y - 10, size + 20, size + 20, { radius: 14 });
    pen.picture(bytes, side, x, y, size);
  }

  /** @param {number} at */
  now(at) {
    const { open } = this.story;
    if (!open) return text("learn.now.noise");
    const frame = Math.round(at * (open.heat.length - 1));
    return text("learn.now.open", { time: fixed(frame * 0.04, 1), heat: heat(open.heat[frame]) });
  }

  facts() {
    const { open } = this.story;
    return { heat: open?.heat.at(-1) ?? null };
  }
}

/** The side of the opening picture. @param {import("../pen.js").Pen} pen */
export const pictureSize = ({ width, height }) => 14 * Math.floor((0.8 * Math.min(width, height)) / 14);
