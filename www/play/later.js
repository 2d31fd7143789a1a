/**
 * The part of the first page that its first picture does not need: the bath's slider, hands on the picture, pause, the film
 * strip, own photographs, sharing, theme and language, the three scenes below.
 */
import { moduleOf } from "../assets.js";
import { chooseBuild } from "../detect.js";
import { byId, say, styled } from "../dom.js";
import { workOffline } from "../offline.js";
import { speak, text } from "../texts.js";
import { languageSelect } from "../views/language.js";
import { themeButton } from "../views/theme.js";
import { multipleAt } from "./bath.js";
import { Beats } from "./beats.js";
import { Cycle } from "./cycle.js";
import { Hand } from "./hand.js";
import { Memory } from "./memory.js";
import { Photos } from "./photos.js";
import { Reel } from "./reel.js";
import { Saying } from "./saying.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {{session: Session, picture: import("./picture.js").Picture, changed: () => void}} Page */

const offlineMs = 3000; // after the first picture
const everyMs = 90; // between two changes of the bath while the slider moves

export class Later {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    const { session } = page;
    const cycle = new Cycle(session);
    this.cycle = cycle;
    this.run = 0;
    this.saying = new Saying(session, cycle);
    this.memory = new Memory(byId("memory"), session, (which) => this.ask(which));
    this.reel = new Reel(byId("reel"), page.session, () => this.pause(true));
    this.photos = new Photos(session, cycle, this.memory.root, (why) => this.saying.problem(why));
    /** @type {Promise<import("../share/sheet.js").ShareSheet> | null} loaded when something is shared */
    this.sheet = null;
    this.beats = new Beats(session.source);
    /** @type {number | null} a place of the slider that has not acted yet */
    this.wanted = null;
    this.acted = 0;
    /** Whether the picture is out of sight: then its run stands still. */
    this.away = false;
    new IntersectionObserver(([{ isIntersecting }]) => {
      this.away = !isIntersecting;
    }).observe(byId("stage"));
    this.listen();
    new Hand(page.picture.canvas, {
      melt: (disc) => this.touch("melt", disc),
      hold: (disc) => this.touch("hold", disc),
    });
  }

  /** Makes the page's later part. @param {Page} page */
  static async make(page) {
    await Promise.all([speak("start", "play", "later"), styled(byId("draw"))]);
    const later = new Later(page);
    themeButton();
    moduleOf("engine").then(
      () => {
        later.cycle.ready = true; // in it events can happen
        document.body.dataset.complete = "true";
      },
      ({ message }) => later.saying.problem(message),
    );
    languageSelect((problem) => problem && later.saying.problem(problem));
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
    byId("share").addEventListener("click", () => this.share());
  }

  /** Opens the sheet of all that can be shared: of the run without end, up to the moment shown. */
  async share() {
    const { session } = this.page;
    const home = () => new URL("lab.html", location.href).href;
    const place = () => ({ ...session.place, compare: null });
    this.sheet ??= import("../share/sheet.js").then(({ ShareSheet }) =>
      ShareSheet.make({ session, place, home, recent: session.player.recent }),
    );
    try {
      (await this.sheet).open();
    } catch (error) {
      this.sheet = null; // so that the next press tries again
      this.saying.problem(text("notice.share", { why: /** @type {Error} */ (error).message }));
    }
  }

  /** @param {string} id @param {boolean} open */
  toggle(id, open) {
    byId(id).setAttribute("aria-expanded", String(open));
  }

  /** @param {boolean} still */
  pause(still) {
    const { player } = this.page.session;
    if (still) player.pause();
    else if (!player.playing) player.play();
    this.page.session.autoplay ||= !still; // who presses Play wants motion
    this.page.changed();
  }

  /** @param {number} which picture is asked for */
  ask(which) {
    const { session } = this.page;
    this.cycle.loops = false;
    this.cycle.turnTo(which);
    if (session.autoplay) session.player.play();
  }

  /** A hand on the picture. @param {"melt" | "hold"} name @param {string} disc */
  touch(name, disc) {
    const { session } = this.page;
    this.cycle.loops = false;
    if (session.phase !== "trained") return;
    session.generation.addEvent(name, disc);
    if (!session.player.playing) session.player.play();
  }

  /** @param {number} now ms @returns {boolean} whether the bath was changed */
  tick(now) {
    this.beats.tick(now);
    const { session } = this.page;
    if (this.wanted === null || now - this.acted < everyMs || session.phase !== "trained") return false;
    this.cycle.set(multipleAt(this.wanted));
    Object.assign(this, { wanted: null, acted: now });
    return true;
  }

  /** Keeps the cycle with the run: a new run begins from noise, and the longest one is followed by another. @param {Frame | null} frame */
  follow(frame) {
    const { session } = this.page;
    const { generation, player, conditioning } = session;
    if (frame && session.model && generation.run !== this.run) {
      this.run = generation.run;
      if (!generation.restoring && generation.events.length === 0) this.cycle.begin();
    }
    // While something else is learned the last frame still stands there; an event on it would go into the run to come.
    if (frame && session.phase === "trained") this.cycle.tick(frame);
    if (!player.atEnd) return;
    generation.events = [];
    conditioning.asked = Math.max(0, this.cycle.asked);
    generation.start(generation.first + 1);
  }

  /** @param {Frame | null} frame */
  render(frame) {
    const { session } = this.page;
    const { player } = session;
    this.follow(frame);
    const button = byId("pause");
    button.setAttribute("aria-pressed", String(!player.playing));
    say(/** @type {HTMLElement} */ (button.querySelector("span")), text(player.playing ? "play.pause" : "play.play"));
    this.memory.render(this.cycle.asked);
    this.saying.render(frame);
    this.reel.render(frame);
    byId("notice").hidden = session.notice === "";
    say(byId("notice"), session.notice);
  }
}
