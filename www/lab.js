/**
 * Wires the session to the views of the first picture; one render per display frame, only when something
 * changed. The computer is started first, and each view is made in a task of its own. The rest of the page
 * (later.js) follows behind the first picture.
 */

import "./started.js";
import { prefersStills } from "./detect.js";
import { byId, keepFromTranslation, say, styled } from "./dom.js";
import { Early } from "./early.js";
import { Address } from "./link/address.js";
import { scenes } from "./link/scenes.js";
import { Keeping } from "./session/keeping.js";
import { Session } from "./session/session.js";
import { text } from "./texts.js";
import { languageSelect } from "./views/language.js";
import { LossView } from "./views/loss.js";
import { PatternsView } from "./views/patterns.js";
import { ReadoutsView } from "./views/readouts.js";
import { StageView } from "./views/stage.js";
import { Tabs } from "./views/tabs.js";
import { themeButton } from "./views/theme.js";
import { TimelineView } from "./views/timeline.js";
import { TransportView } from "./views/transport.js";
import { pageWorkers } from "./worker/page.js";
import { soon } from "./yielding.js";

const patienceMs = 3000; // the rest of the page comes after that, even where no picture does

keepFromTranslation(document);
let dirty = true;
let stills = prefersStills();
let hidden = false;
const changed = () => {
  dirty = true;
};

const session = new Session(changed, pageWorkers());
session.autoplay = !stills;
session.training.keeping = new Keeping((notice) => {
  session.notice = notice;
  changed();
});

const tabs = new Tabs(byId("tabs"), changed);
const stage = new StageView(changed);

/** @type {import("./later.js").Later | null} */
let later = null;
/** @type {Promise<import("./later.js").Later> | null} on its way, or there */
let coming = null;

/** Loads the rest of the page, once. */
function rest() {
  coming ??= import("./later.js").then(({ Later }) =>
    Later.make({ session, address, changed, samples: stage.samples, tabs }),
  );
  return coming;
}

/** The rest of the page is due, or a control of it was used. */
async function want() {
  try {
    later = await rest();
    early.repeat();
    document.body.dataset.complete = "true";
  } catch (error) {
    coming = null; // so that it is tried again when it is wanted
    session.notice = text("notice.rest", { why: /** @type {Error} */ (error).message });
  }
  changed();
}
const early = new Early(want, (files) => later?.own.take(files));
let due = false;
function wantOnce() {
  if (!due) want();
  due = true;
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

/** @type {import("./views/lesson.js").LessonView | null} loaded for a link with a lesson */
let lessons = null;
/** Begins a lesson; kept when the reader runs it. @param {import("./link/teaching.js").Lesson} lesson */
async function teach(lesson) {
  const [{ LessonView }] = await Promise.all([
    import("./views/lesson.js"),
    rest(), // of which it holds controls
    styled(byId("lesson")),
  ]);
  lessons ??= new LessonView(byId("lesson"), changed);
  session.waiting = lesson.ask !== "";
  changed();
  await lessons.begin(lesson);
  session.waiting = false;
}

let started = false;
const address = new Address(
  () => ({ ...session.place, compare: later?.differences ?? null, lesson: lessons?.lesson }),
  async (place, notice) => {
    let problem = notice;
    if (place.lesson)
      await teach(place.lesson).catch((error) => {
        session.waiting = false;
        problem = text("notice.lesson", { why: error.message });
      });
    else lessons?.end();
    session.open({ prices: {}, ...place });
    session.notice = problem;
    changed();
    if (!started) session.start();
    started = true;
    if (place.compare) await (await rest()).compare(place.compare);
    else later?.compare(null);
  },
);
address.read();
if (!session.source.first) wantOnce(); // more is asked for than the page as it opens

await soon();
themeButton();
languageSelect((problem) => {
  if (problem) session.notice = problem;
  changed();
});
await soon();
const timeline = new TimelineView((step) => {
  session.player.seek(step);
  showStills(false);
}, changed);
const transport = new TransportView(session, {
  stills: () => showStills(!stills),
  hidden: () => {
    hidden = !hidden;
    changed();
  },
});
byId("halt").addEventListener("click", () => session.training.stop());
byId("speed").addEventListener("change", changed);
await soon();
const patterns = new PatternsView(
  scenes,
  (scene) => (scene.id === "own" && later ? later.own.open() : session.openScene(scene)),
  (change) => session.apply(session.settings, { ...session.patterns, ...change }),
);
const loss = new LossView(session, changed);
const readouts = new ReadoutsView();
const notice = byId("notice");

function render() {
  const { player, preview, phase } = session;
  if (player.playing && stills) stills = false;
  const frame = phase === "training" ? (preview?.frame ?? null) : (session.checkpoints.standing?.frame ?? player.frame);
  stage.render(session, frame, stills, hidden);
  timeline.render(player, session.events);
  transport.render(stills, hidden);
  loss.render(session);
  readouts.render(session, frame);
  patterns.render(session, frame);
  later?.render(frame, hidden);
  lessons?.render(session);
  if (player.head * 2 > player.steps || session.scene !== scenes[0].id) wantOnce(); // behind the first picture
  address.touch();
  notice.hidden = session.notice === "";
  say(notice, session.notice);
}

/** @param {number} now */
function tick(now) {
  const moved = session.player.tick(now);
  if (later?.tick() || moved || dirty) {
    dirty = false;
    render();
  }
  requestAnimationFrame(tick);
}
requestAnimationFrame(tick);
setTimeout(wantOnce, patienceMs);
