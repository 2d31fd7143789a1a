/**
 * The first page: one run of the scene Pictures without end, its picture, and the few things that can be done to it. The
 * session, the player and the workers are those of the Lab. What the first picture does not need (play/later.js) comes
 * behind it.
 */
import { moduleOf } from "./assets.js";
import { prefersStills } from "./detect.js";
import { byId, say } from "./dom.js";
import { opening } from "./link/scenes.js";
import { Cycle } from "./play/cycle.js";
import { Memory } from "./play/memory.js";
import { Picture } from "./play/picture.js";
import { Saying } from "./play/saying.js";
import { Session } from "./session/session.js";
import { pageWorkers } from "./worker/page.js";

const usual = 60; // steps per second of the clock: one for each frame of most screens
const first = 240; // the same until the first picture is there
const kept = 300; // last frames that stay dense
const recognisable = 0.8; // overlap
const patienceMs = 4000; // the rest of the page comes after that, even where no picture does

let dirty = true;
const changed = () => {
  dirty = true;
};
const session = new Session(changed, pageWorkers());
const { player } = session;
Object.assign(player, { wanted: Number.POSITIVE_INFINITY, recent: kept, rate: first, ahead: 0.1 });
session.autoplay = !prefersStills();
const cycle = new Cycle(session);
const picture = new Picture(/** @type {HTMLCanvasElement} */ (byId("picture")));
const saying = new Saying(session, cycle);
const memory = new Memory(byId("memory"), session, (which) => {
  cycle.loops = false;
  cycle.turnTo(which);
  if (session.autoplay) player.play();
});

/** The scene as this page opens it: one sample, and time without end. */
const place = opening("pictures");
place.settings = { ...place.settings, samples: 1, generate_time: 1000, cool: 0 };
session.open({ ...place, asked: 0 });
session.start();

/** @type {import("./play/later.js").Later | null} */
let later = null;
let due = false;

/** What the first picture does not need: the engine, in which events can happen, then the other controls. */
async function rest() {
  if (due) return;
  due = true;
  Object.assign(player, { rate: usual, ahead: 0.06 });
  const engine = moduleOf("engine").then(
    () => {
      cycle.ready = true;
    },
    (error) => saying.problem(error.message),
  );
  const { Later } = await import("./play/later.js");
  later = await Later.make({ session, cycle, picture, memory, saying, changed });
  await engine;
  document.body.dataset.complete = "true";
}

let run = 0;
function render() {
  const { model, images, generation } = session;
  const { frame } = player;
  if (frame && model && generation.run !== run) {
    run = generation.run;
    if (!generation.restoring && frame.step === 0) cycle.begin();
  }
  const passing = !session.autoplay && player.target !== null; // a reader who wants less motion sees where a way ends
  if (frame && images && !passing) picture.show(frame, images);
  if (frame) cycle.tick(frame);
  memory.render(cycle.asked);
  saying.render(frame);
  later?.render(frame);
  byId("notice").hidden = session.notice === "";
  say(byId("notice"), session.notice);
  if (frame && Math.max(...frame.overlap) >= recognisable) rest();
  if (player.atEnd) again();
}

/** The longest run is over: the next sample begins from noise. */
function again() {
  const { generation, conditioning } = session;
  generation.events = [];
  conditioning.asked = Math.max(0, cycle.asked);
  generation.start(generation.first + 1);
}

/** @param {number} now */
function tick(now) {
  const moved = player.tick(now);
  if (later?.tick(now) || moved || dirty) {
    dirty = false;
    render();
  }
  requestAnimationFrame(tick);
}
requestAnimationFrame(tick);
setTimeout(rest, patienceMs);
