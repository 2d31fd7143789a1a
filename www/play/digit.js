/**
 * Ask for a digit and steer it: a computer that has learned three hundred digits by their latent codes alone. The digit that
 * is asked for comes of noise, with a code of its own; a hand on the pad changes two numbers of the code while it lives.
 */
import { digitNames } from "../data.js";
import { make, styled } from "../dom.js";
import { button, note } from "../elements.js";
import { opening } from "../link/scenes.js";
import { Session } from "../session/session.js";
import { Steering } from "../session/steering.js";
import { speak, text } from "../texts.js";
import { SteerPad } from "../views/steer-pad.js";
import { wording } from "../wording.js";
import { Picture } from "./picture.js";

const rate = 60; // steps per second: one for each frame of most screens
const kept = 60; // last frames, as nobody goes back
const each = 30; // digits of each class: with fewer, codes between them give strokes that are no digit's
/** Every pair of pixels coupled, and units that hold the code: the fewest operations of those that draw clear digits. */
const settings = {
  hidden_drive: "latent",
  hidden: 200,
  latent_components: 24,
  visible_couplings: "all",
  visible_biases: true,
  iterations: 12,
  latent_spread: 0.3,
  latent_drive: 4,
  generate_kt: 0.5,
  generate_time: 1000,
  cool: 0,
  samples: 1,
};

export class Digit {
  /** @param {HTMLElement} root @param {import("../worker/pooled.js").WorkerSource} source */
  constructor(root, source) {
    this.session = new Session(() => {}, source);
    Object.assign(this.session.player, { wanted: Number.POSITIVE_INFINITY, recent: kept, rate });
    this.steering = new Steering(this.session);
    this.canvas = make("canvas", { role: "img" });
    this.picture = new Picture(this.canvas);
    this.pad = new SteerPad(this.steering);
    this.chips = digitNames.map((digit) => button({ "aria-pressed": "false" }, () => this.ask(Number(digit)), digit));
    const group = make("fieldset", { class: "chips", ...wording({ "aria-label": "play.digit.chips" }) }, ...this.chips);
    const lab = button("steer.lab", () => this.openLab());
    const pad = make("div", { class: "steer" }, this.pad.canvas, this.pad.told, note("steer.map"), lab);
    root.append(make("div", { class: "stage" }, this.canvas), pad, group);
    const patterns = /** @type {const} */ ({ source: "mnist", names: digitNames, size: 28, first: 0, each });
    const place = opening("classes");
    this.session.open({ ...place, settings: { ...place.settings, ...settings }, patterns, asked: 3 });
    this.session.start();
    this.tell(3);
  }

  /** With its words and its style. @param {HTMLElement} root @param {import("../worker/pooled.js").WorkerSource} source */
  static async make(root, source) {
    await Promise.all([speak("own"), styled(make("div", { "data-style": "styles/steer.css" }))]);
    return new Digit(root, source);
  }

  /** Opens the run up to the moment shown in the Lab, from where it can be shared. */
  async openLab() {
    const { session } = this;
    session.player.pause();
    const { Shown } = await import("../share/shown.js");
    const home = () => new URL("lab.html", location.href).href;
    const place = () => ({ ...session.place, compare: null });
    const { url } = await new Shown({ session, place, home, recent: kept }).link();
    location.assign(url);
  }

  /** @param {number} digit */
  ask(digit) {
    this.session.generation.events = [];
    this.session.generation.askFor(digit);
    this.tell(digit);
  }

  /** @param {number} digit */
  tell(digit) {
    this.chips.forEach((chip, k) => {
      chip.setAttribute("aria-pressed", String(k === digit));
    });
    this.canvas.setAttribute("aria-label", text("play.digit.picture", { digit }));
  }

  /** @param {number} now ms */
  tick(now) {
    const { player, images, generation } = this.session;
    player.tick(now);
    this.steering.tick(now);
    if (player.frame && images) this.picture.show(player.frame, images);
    this.pad.render();
    if (player.atEnd || this.steering.full) {
      generation.events = [];
      generation.start(generation.first + 1);
    }
  }
}
