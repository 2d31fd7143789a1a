/**
 * The part of the first page that its first picture does not need: the bath's slider, hands on the picture, pause, the film
 * strip, own photographs, sharing, theme and language, the three scenes below.
 */
import { chooseBuild } from "../detect.js";
import { byId, say, styled } from "../dom.js";
import { workOffline } from "../offline.js";
import { speak, text } from "../texts.js";
import { languageSelect } from "../views/language.js";
import { themeButton } from "../views/theme.js";
import { multipleAt } from "./bath.js";
import { Beats } from "./beats.js";
import { Photos } from "./photos.js";
import { Reel } from "./reel.js";
import { Sharing } from "./sharing.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {{session: Session, cycle: import("./cycle.js").Cycle, picture: import("./picture.js").Picture, memory: import("./memory.js").Memory, saying: import("./saying.js").Saying, changed: () => void}} Page */

const offlineMs = 3000; // after the first picture
const everyMs = 90; // between two changes of the bath while the slider moves

export class Later {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    const { session, cycle, memory, saying } = page;
    this.reel = new Reel(byId("reel"), page.session, () => this.pause(true));
    this.photos = new Photos(session, cycle, memory.root, (why) => saying.problem(why));
    this.sharing = new Sharing(byId("sharing"), page.session);
    this.beats = new Beats(session.source);
    /** @type {number | null} a place of the slider that has not acted yet */
    this.wanted = null;
    this.acted = 0;
    this.listen();
    page.picture.listen({
      melt: (disc) => this.touch("melt", disc),
      hold: (disc) => this.touch("hold", disc),
    });
  }

  /** Makes the page's later part. @param {Page} page */
  static async make(page) {
    await Promise.all([speak("later"), styled(byId("draw"))]);
    const later = new Later(page);
    themeButton();
    languageSelect((problem) => problem && page.saying.problem(problem));
    setTimeout(() => workOffline(chooseBuild()), offlineMs);
    return later;
  }

  listen() {
    const { session } = this.page;
    const bath = /** @type {HTMLInputElement} */ (byId("bath"));
    bath.addEventListener("input", () => {
      this.wanted = Number(bath.value);
      if (session.autoplay) this.pause(false);
    });
    byId("pause").addEventListener("click", () => this.pause(session.player.playing));
    byId("film").addEventListener("click", () => this.toggle("film", this.reel.toggle()));
    byId("share").addEventListener("click", async () => this.toggle("share", await this.sharing.toggle()));
  }

  /** @param {string} id @param {boolean} open */
  toggle(id, open) {
    byId(id).ariaExpanded = String(open);
  }

  /** @param {boolean} still */
  pause(still) {
    const { player } = this.page.session;
    if (still) player.pause();
    else if (!player.playing) player.play();
    this.page.session.autoplay ||= !still; // who presses Play wants motion
    this.page.changed();
  }

  /** A hand on the picture. @param {"melt" | "hold"} name @param {string} disc */
  touch(name, disc) {
    const { session, cycle } = this.page;
    cycle.loops = false;
    if (session.phase !== "trained") return;
    session.generation.addEvent(name, disc);
    if (!session.player.playing) session.player.play();
  }

  /** @param {number} now ms @returns {boolean} whether the bath was changed */
  tick(now) {
    this.beats.tick(now);
    const { cycle, session } = this.page;
    if (this.wanted === null || now - this.acted < everyMs || session.phase !== "trained") return false;
    cycle.set(multipleAt(this.wanted));
    Object.assign(this, { wanted: null, acted: now });
    return true;
  }

  /** @param {Frame | null} frame */
  render(frame) {
    const { player } = this.page.session;
    const button = byId("pause");
    if (button.ariaPressed !== String(!player.playing)) button.ariaPressed = String(!player.playing);
    say(/** @type {HTMLElement} */ (button.querySelector("span")), text(player.playing ? "play.pause" : "play.play"));
    this.reel.render(frame);
  }
}
