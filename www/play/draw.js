/** Draw your own: what is drawn on the pad is learned as soon as the hand is lifted, and sixteen samples condense into it. */
import { make } from "../dom.js";
import { button } from "../elements.js";
import { opening } from "../link/scenes.js";
import { Sheet } from "../own/sheet.js";
import { SamplesView } from "../pictures/samples.js";
import { Session } from "../session/session.js";
import { Pad } from "../views/pad.js";
import { wording } from "../wording.js";

const rate = 250; // steps per second: two seconds from noise to picture
const heart = [
  "..............",
  "..............",
  "..###....###..",
  ".#####..#####.",
  ".############.",
  ".############.",
  ".############.",
  "..##########..",
  "...########...",
  "....######....",
  ".....####.....",
  "......##......",
  "..............",
  "..............",
];

export class Draw {
  /** @param {HTMLElement} root @param {import("../worker/pooled.js").WorkerSource} source */
  constructor(root, source) {
    this.session = new Session(() => {}, source);
    this.session.player.rate = rate;
    this.sheet = new Sheet();
    this.sheet.patterns = [Uint8Array.from(heart.join(""), (c) => (c === "#" ? 3 : 0))];
    this.pad = new Pad(this.sheet, () => this.learn());
    const clear = button("play.draw.clear", () => {
      this.sheet.clear();
      this.pad.render();
    });
    const paper = make("div", { class: "paper" }, this.pad.canvas);
    // The heart is an example: the reader's first stroke begins on an empty sheet.
    paper.addEventListener("pointerdown", () => this.sheet.clear(), { capture: true, once: true });
    const canvas = make("canvas", { role: "img", ...wording({ "aria-label": "play.draw.state" }) });
    const samples = make("div", { class: "samples" }, canvas);
    root.append(make("div", { class: "drawing" }, paper, this.pad.told, clear), samples);
    this.view = new SamplesView(canvas, samples, true);
    this.pad.render();
    this.session.open({ ...opening("own"), patterns: this.patterns });
    this.session.start();
  }

  /** @returns {import("../data.js").PatternSet} */
  get patterns() {
    return { source: "drawn", names: ["1"], size: this.sheet.size, first: 0, drawing: this.sheet.drawing };
  }

  learn() {
    if (this.sheet.drawing) this.session.apply(this.session.settings, this.patterns);
  }

  /** @param {number} now ms */
  tick(now) {
    const { player, images } = this.session;
    player.tick(now);
    if (player.frame && images) this.view.showGrid(player.frame, images);
  }
}
