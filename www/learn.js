/**
 * Begins the page that explains: its words, the canvas and the first beat. The other beats, and all that can be folded
 * out, load behind it (learn/later.js).
 */

import "./started.js";
import { byId, keepFromTranslation, say } from "./dom.js";
import { Crowds, watch } from "./learn/crowds.js";
import { Director } from "./learn/director.js";
import { Pen } from "./learn/pen.js";
import { Open } from "./learn/scenes/open.js";
import { Story } from "./learn/story.js";
import { bestOf, setLanguage, speak, text } from "./texts.js";
import { pageClient } from "./worker/page.js";

const client = pageClient("lesson", watch);
const broken = (/** @type {string} */ why) => {
  byId("notice").hidden = false;
  say(byId("notice"), text("learn.broken", { why }));
};
const crowds = new Crowds(broken, client);
const story = new Story(client, (loss) => crowds.lose(loss), broken);
story.need("picture");

keepFromTranslation(document);
await setLanguage(bestOf([document.documentElement.lang]));
await speak("learn");

const pen = new Pen(/** @type {HTMLCanvasElement} */ (byId("canvas")));
const director = new Director(byId("stage"), pen, [new Open(story)]);
story.changed = () => director.touched();

/** @type {((now: number) => void)[]} what each frame moves */
const ticks = [(now) => director.tick(now)];
/** @param {number} now ms */
function tick(now) {
  for (const one of ticks) one(now);
  requestAnimationFrame(tick);
}
requestAnimationFrame(tick);

const { begin } = await import("./learn/later.js");
ticks.push(await begin(director, story, crowds));
