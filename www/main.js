/** Wires the session to the views; one render per display frame, only when something changed. */

import { chooseBuild, prefersStills } from "./detect.js";
import { Address } from "./link/address.js";
import { isAsOpened, opening, scenes } from "./link/scenes.js";
import { presetSettings } from "./link/settings.js";
import { OwnDoor } from "./own/door.js";
import { pageStaff } from "./pool/staff.js";
import { Keeping } from "./session/keeping.js";
import { Session } from "./session/session.js";
import { speak, text } from "./texts.js";
import { ActingView } from "./views/acting.js";
import { AskingView } from "./views/asking.js";
import { CompletingView } from "./views/completing.js";
import { byId, make, say, styled } from "./views/dom.js";
import { languageSelect } from "./views/language.js";
import { LiveView } from "./views/live.js";
import { LossView } from "./views/loss.js";
import { ParametersView } from "./views/parameters.js";
import { PatternsView } from "./views/patterns.js";
import { ReadoutsView } from "./views/readouts.js";
import { shareButton } from "./views/sharing.js";
import { StageView } from "./views/stage.js";
import { themeButton } from "./views/theme.js";
import { TimelineView } from "./views/timeline.js";
import { TransportView } from "./views/transport.js";

let dirty = true;
let stills = prefersStills();
let hidden = false;
const changed = () => {
  dirty = true;
};

const session = new Session(changed, pageStaff());
session.autoplay = !stills;
session.keeping = new Keeping((notice) => {
  session.notice = notice;
  changed();
});

const own = new OwnDoor(byId("own"), session);
const stage = new StageView(changed, (unit) => session.flip(unit));
const timeline = new TimelineView((step) => {
  session.player.seek(step);
  showStills(false);
});
const transport = new TransportView(session, {
  stills: () => showStills(!stills),
  hidden: () => {
    hidden = !hidden;
    changed();
  },
});
const loss = new LossView(session);
const readouts = new ReadoutsView();
const patterns = new PatternsView(
  scenes,
  (scene) => (scene.id === "own" ? own.open() : session.openScene(scene)),
  (change) => session.apply(session.settings, { ...session.patterns, ...change }),
);
const asking = new AskingView((asked) => session.askFor(asked));
const completing = new CompletingView(session);
const live = new LiveView(session);
const acting = new ActingView(session);
/** @type {import("./views/closer.js").CloserView | null} loaded when there is something to look at */
let closer = null;
let looked = false;
const offlineMs = 2000; // after the first training, when nothing more is needed for the first picture
const parameters = new ParametersView((name, value) => session.apply({ ...session.settings, [name]: value }));

/** @type {import("./views/rival.js").RivalView | null} loaded when two settings are compared */
let against = null;
async function compareView() {
  if (!against) {
    const [{ RivalView }] = await Promise.all([import("./views/rival.js"), speak("rival"), styled(byId("rival"))]);
    against ??= new RivalView(byId("against"), byId("rival"), session, changed);
    byId("compare").hidden = true;
  }
  return against;
}

/** @param {boolean} on */
function showStills(on) {
  stills = on;
  session.autoplay = !on;
  if (on && session.player.steps) {
    session.player.pause();
    session.player.seek(session.player.steps);
  }
  changed();
}

function render() {
  const { player, preview, phase } = session;
  if (player.playing && stills) stills = false;
  const frame = phase === "training" ? (preview?.frame ?? null) : (session.morph.standing?.frame ?? player.frame);
  stage.render(session, frame, stills, hidden);
  timeline.render(player, session.events);
  transport.render(stills, hidden);
  loss.render(session);
  readouts.render(session, frame);
  patterns.render(session, frame);
  asking.render(session, frame);
  completing.render(session, frame);
  live.render(session, hidden);
  acting.render();
  own.render(frame);
  against?.render(frame, hidden);
  parameters.render(session.settings, presetSettings(session.preset), session.error, session.scene);
  if (phase === "trained" && player.recorded > 0) lookCloser(); // after the first image
  closer?.render(session, frame);
  byId("defaults").hidden = isAsOpened(session.place);
  const notice = byId("notice");
  address.touch();
  notice.hidden = session.notice === "";
  say(notice, session.notice);
}

/** Loads what looks closer, once; where that fails, it says so and waits for the reader to try again. */
async function lookCloser() {
  if (looked) return;
  looked = true;
  const place = byId("closer");
  place.querySelector(".failed")?.remove();
  try {
    const { CloserView } = await import("./views/closer.js");
    closer = new CloserView(place, session, changed);
    changed();
    setTimeout(async () => (await import("./offline.js")).workOffline(chooseBuild()), offlineMs);
  } catch (error) {
    const again = make("button", { type: "button", "data-text": "closer.again" });
    again.onclick = () => {
      looked = false;
      lookCloser();
    };
    const why = text("closer.failed", { why: /** @type {Error} */ (error).message });
    place.append(make("p", { class: "note failed", role: "alert" }, why, " ", again));
  }
}

/** @param {number} now */
function tick(now) {
  const moved = session.player.tick(now);
  if (against?.rival?.tick() || moved || dirty) {
    dirty = false;
    render();
  }
  requestAnimationFrame(tick);
}

/** @type {import("./views/lesson.js").LessonView | null} loaded for a link with a lesson */
let lessons = null;
/** Begins a lesson; kept when the reader runs it. @param {import("./link/teaching.js").Lesson} lesson */
async function teach(lesson) {
  const [{ LessonView }] = await Promise.all([import("./views/lesson.js"), speak("lesson"), styled(byId("lesson"))]);
  lessons ??= new LessonView(byId("lesson"), changed);
  session.waiting = lesson.ask !== "";
  changed();
  await lessons.begin(lesson);
  session.waiting = false;
}

let started = false;
const address = new Address(
  () => ({ ...session.place, compare: against?.rival?.differences ?? null, lesson: lessons?.lesson }),
  async (place, notice) => {
    let problem = notice;
    if (place.lesson)
      await teach(place.lesson).catch((error) => {
        session.waiting = false;
        problem = text("notice.lesson", { why: error.message });
      });
    else lessons?.end();
    session.open(place);
    session.notice = problem;
    changed();
    if (!started) session.start();
    started = true;
    if (place.compare) (await compareView()).set(place.compare);
    else against?.set({});
  },
);

themeButton();
languageSelect((problem) => {
  if (problem) session.notice = problem;
  changed();
});
shareButton(address);
byId("defaults").addEventListener("click", () => {
  const { scene, patterns } = session;
  session.open(scene === "own" ? { ...opening(scene), patterns } : opening(scene));
  byId("figure").focus({ preventScroll: true }); // the button goes
});
byId("fresh").addEventListener("click", () => session.freshSeed());
byId("others").addEventListener("click", () => {
  const { first, ...rest } = session.patterns;
  session.apply(session.settings, { ...rest, first: first + 1 });
});
byId("compare").addEventListener("click", async () => {
  try {
    (await compareView()).name.focus();
  } catch (error) {
    session.notice = text("notice.comparison", { why: /** @type {Error} */ (error).message });
    changed();
  }
});
/** @type {import("./embed/dialog.js").EmbedDialog | null} loaded for authors */
let embedding = null;
byId("embed").addEventListener("click", async () => {
  try {
    if (!embedding) {
      const [{ EmbedDialog }] = await Promise.all([
        import("./embed/dialog.js"),
        speak("dialog"),
        styled(byId("embed")),
      ]);
      embedding ??= new EmbedDialog(async () => {
        await address.write();
        return { fragment: address.written, scene: session.scene };
      });
    }
    await embedding.open();
  } catch (error) {
    session.notice = text("notice.embedding", { why: /** @type {Error} */ (error).message });
    changed();
  }
});
byId("halt").addEventListener("click", () => session.stopTraining());
byId("speed").addEventListener("change", changed);
address.read();
requestAnimationFrame(tick);
