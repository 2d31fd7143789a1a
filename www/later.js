/**
 * The part of the page that its first picture does not need: loaded behind it, or when it is first wanted.
 * Cards that ask, complete and disturb, the parameters, own data, the second computer, the share sheet, the
 * inspector. Each view is made in a task of its own, so that the picture goes on moving.
 */

import { chooseBuild } from "./detect.js";
import { byId, make, styled } from "./dom.js";
import { button } from "./elements.js";
import { bare } from "./link/address.js";
import { ready } from "./link/link.js";
import { isAsOpened, opening } from "./link/scenes.js";
import { presetSettings } from "./link/settings.js";
import { OwnDoor } from "./own/door.js";
import { speak, text } from "./texts.js";
import { AskingView } from "./views/asking.js";
import { CompletingView } from "./views/completing.js";
import { DisturbView } from "./views/disturb.js";
import { Handle } from "./views/handle.js";
import { LiveView } from "./views/live.js";
import { PaperView } from "./views/paper.js";
import { ParametersView } from "./views/parameters.js";
import { soon } from "./yielding.js";

/** @typedef {import("./session/session.js").Session} Session */
/** @typedef {import("./tasks/messages.js").Frame} Frame */
/** @typedef {import("./tasks/messages.js").Settings} Settings */
/** @typedef {import("./link/address.js").Address} Address */
/** @typedef {{session: Session, address: Address, changed: () => void, samples: import("./pictures/samples.js").SamplesView, tabs: import("./views/tabs.js").Tabs}} Page */

const offlineMs = 2000; // after the first picture, when nothing more is needed for it

export class Later {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    const { session } = page;
    this.own = new OwnDoor(byId("own"), byId("colour"), session);
    /** @type {((frame: Frame | null, hidden: boolean) => void)[]} what is shown of the views that are there */
    this.renders = [(frame) => this.own.render(frame)];
    /** @type {import("./views/comparison.js").ComparisonView | null} loaded when two settings are compared */
    this.against = null;
    /** @type {import("./share/sheet.js").ShareSheet | null} loaded when something is shared */
    this.sheet = null;
    /** @type {import("./inspector/inspector.js").Inspector | null} loaded when there is something to look at */
    this.inspector = null;
    this.looked = false;
    /** @type {import("./views/steering.js").SteeringView | null} loaded for a computer with latent codes */
    this.steering = null;
    /** @type {Promise<void> | null} on its way */
    this.steers = null;
    this.buttons();
  }

  /** Makes the page's later part. @param {Page} page @returns {Promise<Later>} */
  static async make(page) {
    ready().catch(() => {}); // for links and settings; what needs it tries again and says so
    await speak("later", "parameters");
    const later = new Later(page);
    new Handle(byId("handle"));
    await later.cards();
    return later;
  }

  /** One view after another; each is shown from then on. */
  async cards() {
    const { session, samples, tabs } = this.page;
    await soon();
    const asking = new AskingView((asked) => session.generation.askFor(asked));
    const completing = new CompletingView(session);
    const paper = new PaperView((differences) => {
      this.compare(differences);
      tabs.show(/** @type {HTMLButtonElement} */ (byId("tab-compared")));
    });
    const disturb = new DisturbView(session, samples, () => tabs.shown === "disturb");
    await soon();
    const live = new LiveView(session);
    await soon();
    const parameters = new ParametersView((name, value) => session.apply({ ...session.settings, [name]: value }));
    await parameters.fill();
    this.renders.push(
      (frame) => asking.render(session, frame),
      (frame) => completing.render(session, frame),
      () => paper.render(session),
      () => disturb.render(),
      (_, hidden) => live.render(session, hidden),
      () => parameters.render(session.settings, presetSettings(session.preset), session.error, session.scene),
    );
  }

  /** @param {string} id @param {() => Promise<void> | void} act @param {"notice.comparison" | "notice.share"} [failed] what is said where it fails */
  button(id, act, failed) {
    const { session, changed } = this.page;
    byId(id).addEventListener("click", async () => {
      try {
        await act();
      } catch (error) {
        if (!failed) throw error;
        session.notice = text(failed, { why: /** @type {Error} */ (error).message });
        changed();
      }
    });
  }

  buttons() {
    const { session } = this.page;
    this.button("defaults", () => {
      const { scene, patterns } = session;
      session.open(scene === "own" ? { ...opening(scene), patterns } : opening(scene));
      byId("figure").focus({ preventScroll: true }); // the button goes
    });
    this.button("fresh", () => session.freshSeed());
    this.button("others", () => {
      const { first, ...rest } = session.patterns;
      session.apply(session.settings, { ...rest, first: first + 1 });
    });
    this.button("compare", async () => (await this.comparison()).name.focus(), "notice.comparison");
    this.button("share", async () => (await this.sharing()).open(), "notice.share");
    this.button("embed", async () => (await this.sharing()).open("embed"), "notice.share");
  }

  /** The second computer beside the first. */
  async comparison() {
    if (!this.against) {
      const { session, changed } = this.page;
      const [{ ComparisonView }] = await Promise.all([import("./views/comparison.js"), styled(byId("comparison"))]);
      this.against ??= new ComparisonView(byId("against"), byId("comparison"), session, changed);
      byId("compare").hidden = true;
    }
    return this.against;
  }

  /** What the second computer differs in, where there is one. @returns {Settings | null} */
  get differences() {
    return this.against?.second?.differences ?? null;
  }

  /** @param {Settings | null} differences */
  async compare(differences) {
    if (differences) (await this.comparison()).set(differences);
    else this.against?.set({});
  }

  /** The sheet of all that can be shared. */
  async sharing() {
    if (!this.sheet) {
      const { address, session } = this.page;
      const { ShareSheet } = await import("./share/sheet.js");
      this.sheet ??= await ShareSheet.make({ session, place: address.place, home: () => location.origin + bare() });
    }
    return this.sheet;
  }

  /** Loads the inspector, once; where that fails, it says so and waits for the reader to try again. */
  async look() {
    if (this.looked) return;
    this.looked = true;
    const { session, changed } = this.page;
    const place = byId("inspector");
    place.querySelector(".failed")?.remove();
    try {
      const { Inspector } = await import("./inspector/inspector.js");
      this.inspector = new Inspector(place, session, changed);
      changed();
      setTimeout(async () => (await import("./offline.js")).workOffline(chooseBuild()), offlineMs);
    } catch (error) {
      const again = button("inspector.again", () => {
        this.looked = false;
        this.look();
      });
      const why = text("inspector.failed", { why: /** @type {Error} */ (error).message });
      place.append(make("p", { class: "note failed", role: "alert" }, why, " ", again));
    }
  }

  /** The pad of latent codes, for a computer that has them. */
  async steer() {
    const { session, changed } = this.page;
    const card = byId("steering");
    try {
      const [{ SteeringView }] = await Promise.all([import("./views/steering.js"), speak("own"), styled(card)]);
      this.steering = new SteeringView(card, session);
      changed();
    } catch {
      this.steers = null; // tried again with the next picture
    }
  }

  /** @returns {boolean} whether the second computer's picture may have changed */
  tick() {
    this.steering?.tick(performance.now());
    return this.against?.second?.tick() ?? false;
  }

  /** @param {Frame | null} frame the frame on the stage @param {boolean} hidden whether the hidden units are shown */
  render(frame, hidden) {
    const { session, tabs } = this.page;
    for (const show of this.renders) show(frame, hidden);
    this.against?.render(frame, hidden);
    const looks = ["measure", "inside", "trust"].includes(tabs.shown);
    if (looks || (session.phase === "trained" && session.player.finished)) this.look(); // after the first image
    this.inspector?.render(session, frame);
    if (session.model?.data.latent_mean?.length) this.steers ??= this.steer();
    this.steering?.render();
    byId("defaults").hidden = isAsOpened(session.place);
  }
}
