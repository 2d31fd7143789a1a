/** The first beat: a picture that condenses out of noise, as it was computed a moment ago. */
import { fixed, heat } from "../../format.js";
import { text } from "../../texts.js";

/** @typedef {import("../story.js").Story} Story */

const framesPerSecond = 30; // of the noise that is seen first

export class Open {
  name = "open";
  seconds = 5;
  still = 1;
  plays = true;

  /** @param {Story} story */
  constructor(story) {
    this.story = story;
    this.frame = 0;
  }

  enter() {
    this.story.need("picture");
  }

  /** Scrolling takes the picture back to noise. @param {number} part */
  scrolled(part) {
    return 1 - part;
  }

  /** While the picture is not there yet, the noise moves. @param {number} now */
  tick(now) {
    const { noise, open } = this.story;
    if (open || !noise) return false;
    const frame = Math.floor((now / 1000) * framesPerSecond) % (noise.frames.length / noise.side ** 2);
    const moved = frame !== this.frame;
    this.frame = frame;
    return moved;
  }

  /** The bytes of a moment. @param {number} at */
  bytes(at) {
    const { noise, open } = this.story;
    const from = open ?? noise;
    if (!from) return null;
    const size = from.side ** 2;
    const frame = open ? Math.round(at * (open.heat.length - 1)) : this.frame;
    return { side: from.side, bytes: from.frames.subarray(frame * size, (frame + 1) * size) };
  }

  /** @param {import("../pen.js").Pen} pen @param {number} at */
  draw(pen, at) {
    const seen = this.bytes(at);
    const size = pictureSize(pen);
    const [x, y] = [(pen.width - size) / 2, (pen.height - size) / 2];
    pen.box(x - 10, y - 10, size + 20, size + 20, { radius: 14 });
    if (seen) pen.picture(seen.bytes, seen.side, x, y, size);
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
