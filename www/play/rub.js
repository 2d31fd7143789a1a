/** Rub out a part: a picture at rest, whose dots melt under the hand and are pulled back by all the others. */
import { make } from "../dom.js";
import { opening } from "../link/scenes.js";
import { Session } from "../session/session.js";
import { wording } from "../wording.js";
import { Hand } from "./hand.js";
import { Picture } from "./picture.js";

const rate = 60; // steps per second: one for each frame of most screens
const bath = 0.3; // times the temperature of training: so cold that a picture is clear, so warm that it lives
const kept = 60; // last frames, as nobody goes back
const fish = 1;

export class Rub {
  /** @param {HTMLElement} root @param {import("../worker/pooled.js").WorkerSource} source */
  constructor(root, source) {
    const canvas = make("canvas", {
      width: "64",
      height: "64",
      role: "img",
      tabindex: "0",
      ...wording({ "aria-label": "play.rub.picture" }),
    });
    root.append(make("div", { class: "stage" }, canvas));
    this.picture = new Picture(canvas);
    const session = new Session(() => {}, source);
    Object.assign(session.player, { wanted: Number.POSITIVE_INFINITY, recent: kept, rate });
    const place = opening("pictures");
    place.settings = { ...place.settings, samples: 1, generate_time: 1000, generate_kt: bath, cool: 0 };
    session.open({ ...place, asked: fish });
    session.start();
    this.session = session;
    new Hand(canvas, {
      melt: (disc) => session.generation.addEvent("melt", disc),
      hold: (disc) => session.generation.addEvent("hold", disc),
    });
  }

  /** @param {number} now ms */
  tick(now) {
    const { player, images, generation } = this.session;
    player.tick(now);
    if (player.frame && images) this.picture.show(player.frame, images);
    if (player.atEnd) {
      generation.events = [];
      generation.start(generation.first + 1);
    }
  }
}
