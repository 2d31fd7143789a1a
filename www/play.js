/**
 * The first page: one run of the scene Pictures without end, and its picture. The session, the player and the workers are
 * those of the Lab. All that the first picture does not need (play/later.js) comes behind it: this file is small, as the
 * first picture waits for it.
 */
import { prefersStills } from "./detect.js";
import { opening } from "./link/scenes.js";
import { Picture } from "./play/picture.js";
import { Session } from "./session/session.js";
import { pageWorkers } from "./worker/page.js";

const usual = 60; // steps per second of the clock: one for each frame of most screens
const first = 240; // the same until the first picture is there
const kept = 300; // last frames that stay dense
const recognisable = 0.8; // overlap
const stillSteps = 150; // after which a reader who wants less motion is shown the picture
const restMs = 300; // after the first picture, so that it ends undisturbed
const patienceMs = 4000; // the rest of the page comes after that, even where no picture does

let dirty = true;
const changed = () => {
  dirty = true;
};
const session = new Session(changed, pageWorkers());
const { player } = session;
Object.assign(player, { wanted: Number.POSITIVE_INFINITY, recent: kept, rate: first, ahead: 0.1 });
session.autoplay = !prefersStills();
session.follows = !session.autoplay; // a reader who wants less motion sees where parts of the way end, not the end of time
const picture = new Picture(/** @type {HTMLCanvasElement} */ (document.getElementById("picture")));

/** The scene as this page opens it: one sample, and time without end. */
const place = opening("pictures");
place.settings = { ...place.settings, samples: 1, generate_time: 1000, cool: 0 };
session.open({ ...place, asked: 0 });
session.start();

/** @type {import("./play/later.js").Later | null} */
let later = null;
let [due, recognised] = [false, false];

async function rest() {
  if (due) return;
  due = true;
  Object.assign(player, { rate: usual, ahead: 0.06 });
  const { Later } = await import("./play/later.js");
  later = await Later.make({ session, picture, changed });
  changed();
}

function render() {
  const { images, autoplay } = session;
  const { frame } = player;
  if (!autoplay && player.steps > 0 && player.goal < stillSteps) player.seek(stillSteps);
  const passing = !autoplay && player.target !== null;
  if (frame && images && !passing) picture.show(frame, images);
  later?.render(frame);
  if (frame && !recognised && Math.max(...frame.overlap) >= recognisable) {
    recognised = true;
    setTimeout(rest, restMs);
  }
}

/** @param {number} now */
function tick(now) {
  const moved = !later?.away && player.tick(now);
  if (later?.tick(now) || moved || dirty) {
    dirty = false;
    render();
  }
  requestAnimationFrame(tick);
}
requestAnimationFrame(tick);
setTimeout(rest, patienceMs);
