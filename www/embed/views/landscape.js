/**
 * The landscape: samples as marbles on the surface of the energy, over the plane of the two directions in which the
 * training images are largest, and the heat that they give off. The small computer of the page that explains.
 */
import { prefersStills } from "../../detect.js";
import { make, say } from "../../dom.js";
import { Pen } from "../../learn/pen.js";
import { FallScene } from "../../learn/scenes/fall.js";
import { text } from "../../texts.js";
import { dress, lesson } from "../lesson.js";

const rest = 1.5; // seconds at the end, before it plays again

export class View {
  alone = true;

  /** @param {HTMLElement} root @param {import("../../session/session.js").Session} session @param {() => void} changed */
  constructor(root, session, changed) {
    dress(root);
    this.session = session;
    this.canvas = make("canvas", { role: "img", "aria-label": text("learn.see.fall") });
    this.words = make("p", { class: "verdict num", role: "status" });
    this.button = make("button", { type: "button" });
    this.time = make("input", { type: "range", min: "0", max: "1000", value: "0", "aria-label": text("embed.time") });
    const bar = make("div", { class: "bar" }, this.button, this.time);
    root.append(make("section", { class: "view landscape" }, this.canvas, bar, this.words));
    this.pen = new Pen(this.canvas);
    const { crowds, story } = lesson(this.words);
    Object.assign(story, { changed });
    this.crowds = crowds;
    this.scene = new FallScene(story);
    this.scene.enter();
    this.at = prefersStills() ? this.scene.still : 0;
    this.moving = !prefersStills();
    this.last = 0;
    this.ink = ""; // of the theme that the pen has read
    this.button.addEventListener("click", () => this.move(!this.moving));
    this.time.addEventListener("input", () => {
      this.move(false);
      this.at = Number(this.time.value) / 1000;
    });
    this.sized = new ResizeObserver(() => this.fit(changed));
    this.sized.observe(this.canvas);
    this.changed = changed;
  }

  /** @param {() => void} changed */
  fit(changed) {
    const { width, height } = this.canvas.getBoundingClientRect();
    if (width > 40 && height > 40) this.pen.fit(width, height);
    changed();
  }

  /** @param {boolean} moving */
  move(moving) {
    if (moving && this.at >= 1) this.at = 0;
    this.moving = moving;
    this.changed();
  }

  /** The scene's own clock: it stands still while the figure is not seen. */
  tick() {
    const now = performance.now();
    const passed = Math.min(100, now - this.last) / 1000;
    this.last = now;
    if (!this.moving || !this.scene.story.fall) return false;
    const { seconds } = this.scene;
    this.at += passed / seconds;
    if (this.at > 1 + rest / seconds) this.move(this.session.player.loop);
    return true;
  }

  render() {
    const at = Math.min(1, this.at);
    const ink = getComputedStyle(this.canvas).color;
    if (ink !== this.ink) this.pen.theme(); // which draws the surface again
    this.ink = ink;
    this.pen.clear();
    this.scene.draw(this.pen, at, "");
    say(this.button, text(this.moving ? "learn.pause" : "learn.play"));
    this.time.value = String(Math.round(1000 * at));
    if (!this.crowds.loss) say(this.words, this.scene.now(at));
    this.canvas.dataset.at = at.toFixed(3);
    this.canvas.dataset.heat = String(this.scene.mean(this.scene.frame(at)));
  }

  resume() {
    this.scene.enter();
  }

  end() {
    this.sized.disconnect();
    this.crowds.end();
  }
}
