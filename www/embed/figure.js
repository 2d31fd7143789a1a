/**
 * A running figure: one session, one view, its controls, in the shadow root of its element.
 *
 * It runs while it is seen; otherwise its clock stands still and a training is held. All figures share workers.
 */
import { prefersStills } from "../detect.js";
import { say } from "../dom.js";
import { liveNames } from "../link/events.js";
import { inAddress, isReady, ready, writeLink } from "../link/link.js";
import { Session } from "../session/session.js";
import { bestOf, onLanguage, setLanguage, speak } from "../texts.js";
import { Absence } from "./absence.js";
import { Box } from "./box.js";
import { Controls } from "./controls.js";
import { fieldOf, placeOf } from "./fields.js";
import { Given } from "./given.js";
import { Own } from "./learned.js";
import { pictureOf } from "./snapshot.js";
import { stateOf, Teller } from "./telling.js";
import { viewOf, views } from "./views.js";
import { caption, veil } from "./words.js";
import { figureWorkers } from "./workers.js";

/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {import("../link/link.js").Problem} Problem */
/** @typedef {{alone?: boolean, render: (session: Session, frame: Frame | null) => void, tick?: () => boolean, open?: (place: import("../link/scenes.js").Place) => void, end?: () => void, resume?: () => void}} View */

export class Figure {
  /** @param {HTMLElement} host @param {ShadowRoot} root @param {HTMLElement} holder what is seen until the first picture */
  constructor(host, root, holder) {
    this.host = host;
    this.root = root;
    this.holder = holder;
    this.visible = false;
    this.dirty = true;
    this.ended = false;
    this.loaded = false;
    this.frameRequest = 0;
    this.given = new Given(host.attributes);
    this.absence = new Absence(this);
    this.teller = new Teller((name, detail) => this.tell(name, detail));
    this.box = new Box();
    /** @type {Session | null} */
    this.session = null;
    /** @type {View | null} */
    this.view = null;
    this.shownView = "";
    /** @type {Controls | null} */
    this.buttons = null;
    this.listed = "";
    this.own = new Own();
    this.silence = () => {};
    this.listen();
    this.box.retry.addEventListener("click", () => this.again());
  }

  changed = () => {
    this.dirty = true;
  };

  listen() {
    this.silence = onLanguage(() => this.restate());
  }

  async start() {
    const [source] = await Promise.all([figureWorkers(), speak("embed", "later"), this.spoken()]);
    if (this.ended) return;
    this.session = new Session(this.changed, source);
    this.session.autoplay = !prefersStills();
    this.root.append(this.box.root);
    this.restate();
    await this.renew(true);
  }

  /** Loads the computer, unless the view needs none. */
  load() {
    if (!this.view || this.view.alone || this.loaded || this.absence.away) return;
    this.loaded = true;
    this.session?.start();
    ready().catch(() => {}); // for links and settings; whether the engine comes, the session tells
  }

  /** Speaks the language of the element, or of what holds it. */
  async spoken() {
    const nearest = /** @type {HTMLElement | null} */ (this.host.closest("[lang]"));
    await setLanguage(bestOf([nearest?.lang || "en"]));
  }

  restate() {
    this.box.restate(this.host.getAttribute("caption"));
    this.dirty = true;
  }

  /** Takes what the attributes say now. @param {boolean} [first] */
  async renew(first = false) {
    if (!this.session) return;
    this.session.player.loop = this.host.getAttribute("loop") !== "off" && !prefersStills();
    await this.spoken();
    const other = this.given.take(this.host.attributes) || first;
    const { fields } = this.given;
    if (fields.size > 0) await ready().catch(() => {}); // where the engine does not come, the session tells
    if (this.ended || !this.session) return;
    const { place, problems } = placeOf(fields);
    const wrong = [...problems, ...(await this.bring(first))];
    if (other) this.open(place, first);
    this.load();
    this.complain([...wrong, ...this.list()]);
    this.dirty = true;
  }

  /** Brings the controls that the element lists. @returns {Problem[]} */
  list() {
    const usual = this.view?.alone ? "none" : "play time";
    const wanted = this.host.getAttribute("controls") ?? usual;
    if (!this.buttons || wanted !== this.listed) this.buttons = new Controls(this.box.controls, this, wanted);
    this.listed = wanted;
    return this.buttons.problems;
  }

  /** Brings the view that the element names. @param {boolean} first @returns {Promise<Problem[]>} */
  async bring(first) {
    const { name, problems } = viewOf(this.host.getAttribute("view"));
    if (name === this.shownView && !first) return problems;
    this.shownView = name;
    const { View } = await views[name]();
    if (this.ended || !this.session || this.shownView !== name) return problems;
    this.view?.end?.();
    this.box.area.replaceChildren();
    this.view = new View(this.box.area, this.session, this.changed);
    if (this.place && !first) this.view.open?.(this.place);
    return problems;
  }

  /** @param {import("../link/scenes.js").Place} said @param {boolean} [first] */
  open(said, first = false) {
    const { session } = this;
    if (!session) return;
    const place = this.own.over(said);
    const { settings, compare, ...rest } = place;
    const { settings: had, ...before } = session.place;
    const key = (/** @type {object} */ o) => JSON.stringify(Object.entries(o).sort());
    this.place = said;
    if (first || key(rest) !== key(before)) session.open(place);
    else if (key(settings) !== key(had)) session.apply(settings);
    this.view?.open?.(place);
    if (this.session && !this.visible) this.rest();
  }

  /** @param {Problem[]} problems */
  complain(problems) {
    this.box.complain(problems);
    for (const { field, message } of problems) this.tell("error", { field, message });
  }

  /** @param {string} name @param {object} detail */
  tell(name, detail) {
    this.host.dispatchEvent(new CustomEvent(`thermogen-${name}`, { detail, bubbles: true, composed: true }));
  }

  /** Begins or stops to run. @param {boolean} visible */
  show(visible) {
    if (visible === this.visible || this.ended) return;
    this.visible = visible;
    if (visible) {
      if (this.session?.held) this.session.training.hold(false);
      this.tick(performance.now());
    } else this.rest();
  }

  rest() {
    cancelAnimationFrame(this.frameRequest);
    if (this.session?.phase === "training") this.session.training.hold(true);
  }

  /** @param {number} now */
  tick(now) {
    if (this.ended || !this.visible) return;
    const { session } = this;
    if (session) {
      session.player.rate = 1 / Number(session.settings.generate_dt);
      const moved = session.player.tick(now);
      if (this.view?.tick?.() || moved || this.dirty) this.render();
    }
    this.frameRequest = requestAnimationFrame((then) => this.tick(then));
  }

  /** The moment that is shown. @returns {Frame | null} */
  get frame() {
    const { session } = this;
    if (!session) return null;
    if (session.phase === "training") return session.preview?.frame ?? null;
    return session.checkpoints.standing?.frame ?? session.player.frame;
  }

  render() {
    this.dirty = false;
    const { session, frame } = this;
    if (!session) return;
    this.view?.render(session, frame);
    const alone = this.view?.alone === true;
    if ((frame || alone) && !this.holder.hidden) {
      this.holder.hidden = true;
      this.holder.remove();
    }
    this.box.cover(veil(session), alone);
    say(this.box.caption, caption(session, frame, this.host.getAttribute("caption") ?? ""));
    this.buttons?.render();
    this.teller.look(session, frame);
  }

  get state() {
    return stateOf(this.session, this.frame);
  }

  get playing() {
    return this.session?.player.playing ?? false;
  }

  play() {
    if (this.absence.keeps(() => this.play())) return;
    if (this.session && !this.session.moving) this.session.toggle();
  }

  pause() {
    if (this.absence.keeps(() => this.pause())) return;
    if (this.session?.moving) this.session.toggle();
  }

  reset() {
    if (this.absence.keeps(() => this.reset())) return;
    this.session?.generation.undoEvents();
  }

  /** @param {number} time */
  seek(time) {
    const { session } = this;
    if (!session || !Number.isFinite(time)) return;
    session.player.pause();
    session.player.seek(time / Number(session.settings.generate_dt));
    this.changed();
  }

  /** @param {string} name @param {unknown} value @returns {boolean} */
  set(name, value) {
    const { session } = this;
    if (!session || !["string", "number", "boolean"].includes(typeof value)) return false;
    if (this.absence.keeps(() => this.set(name, value))) return true;
    if (!isReady()) {
      ready().then(
        () => this.set(name, value),
        () => {}, // without the engine nothing runs, and the session tells why
      );
      return true;
    }
    const field = fieldOf(String(name));
    const plain = typeof value === "boolean" ? (value ? "on" : "off") : String(value);
    const coded = encodeURIComponent(plain);
    const { place, problems } = placeOf(this.given.fields.set(field, coded));
    const wrong = problems.filter((problem) => problem.field === field);
    this.complain(wrong);
    if (wrong.length > 0) return false;
    if (liveNames.includes(field) && session.phase === "trained" && session.player.steps > 0) {
      session.generation.addEvent(field, plain);
      return true;
    }
    this.given.set.set(field, coded);
    this.open(place);
    return true;
  }

  snapshot() {
    return pictureOf(this.box.area.querySelector("canvas"));
  }

  async link() {
    await ready();
    const { session } = this;
    return session ? inAddress(writeLink({ ...session.place, compare: this.place?.compare ?? null }).fragment) : "";
  }

  /** After what cannot go on: all of it again. */
  again() {
    this.session?.pool.end();
    this.session = null;
    this.loaded = false;
    this.view?.end?.();
    this.box.root.remove();
    this.box.area.replaceChildren();
    this.start();
  }

  end() {
    this.ended = true;
    this.silence();
    cancelAnimationFrame(this.frameRequest);
    this.view?.end?.();
    this.session?.pool.end();
  }
}
