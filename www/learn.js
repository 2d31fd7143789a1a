/** Wires the page that explains: one canvas and its beats, what can be folded out, the game. */

import "./started.js";
import { byId, keepFromTranslation, say } from "./dom.js";
import { fixed } from "./format.js";
import { Crowds, watch } from "./learn/crowds.js";
import { Director } from "./learn/director.js";
import { Guess } from "./learn/guess.js";
import { HeatOfTraining } from "./learn/heat.js";
import { Mirror } from "./learn/mirror.js";
import { OneUnit } from "./learn/one.js";
import { Pen } from "./learn/pen.js";
import { printed } from "./learn/print.js";
import { Rung } from "./learn/rung.js";
import { Backwards } from "./learn/scenes/backwards.js";
import { FallScene } from "./learn/scenes/fall.js";
import { FilmScene } from "./learn/scenes/film.js";
import { One } from "./learn/scenes/one.js";
import { Open } from "./learn/scenes/open.js";
import { PricesScene } from "./learn/scenes/prices.js";
import { Two } from "./learn/scenes/two.js";
import { SlowStep } from "./learn/slow.js";
import { Story } from "./learn/story.js";
import { lightTerms } from "./learn/terms.js";
import { TwoUnits } from "./learn/two.js";
import { bestOf, setLanguage, speak, text } from "./texts.js";
import { themeButton } from "./views/theme.js";
import { Measurements } from "./worker/measurements.js";
import { pageClient } from "./worker/page.js";

const usual = { j2: 1, j4: 1, bias: 0, coupling: 0, kt: 0.1, dt: 0.01, wait: 5 };

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
themeButton();
// Addresses of other languages must be whole, and a page does not know at build time where it will stand.
for (const other of document.head.querySelectorAll("link[hreflang]"))
  other.setAttribute("href", /** @type {HTMLLinkElement} */ (other).href);
for (const section of document.querySelectorAll("section.beat")) lightTerms(/** @type {HTMLElement} */ (section));

/** An equation too wide for its place can be scrolled by keys. */
const wide = new ResizeObserver((entries) => {
  for (const { target } of entries)
    target.setAttribute("tabindex", target.scrollWidth > target.clientWidth ? "0" : "-1");
});
for (const equation of document.querySelectorAll(".equation")) wide.observe(equation);

const pen = new Pen(/** @type {HTMLCanvasElement} */ (byId("canvas")));
const [open, one, backwards] = [new Open(story), new One(crowds, story), new Backwards(story)];
const scenes = [
  open,
  one,
  new Two(crowds, story),
  new FilmScene(story),
  backwards,
  new FallScene(story),
  new PricesScene(story),
];
const director = new Director(byId("stage"), pen, scenes);
const slow = new SlowStep(byId("slow"));
const heat = new HeatOfTraining(byId("measured-heat"), story);
const guess = new Guess(byId("guess"), story);
new Mirror(byId("measured-mirror"), new Measurements());
printed(director);

const picture = (/** @type {string} */ id) => /** @type {HTMLElement} */ (byId(id).querySelector(".picture"));
const rungs = [
  new Rung(byId("rung-one"), 1, usual, new OneUnit(picture("rung-one")), crowds),
  new Rung(byId("rung-two"), 2, { ...usual, coupling: -3 }, new TwoUnits(picture("rung-two")), crowds),
];

const slider = /** @type {HTMLInputElement} */ (byId("heat-one"));
slider.addEventListener("input", () => {
  one.heat(Number(slider.value));
  say(/** @type {HTMLElement} */ (slider.nextElementSibling), fixed(Number(slider.value), 2));
});
for (const button of document.querySelectorAll("[data-level]"))
  button.addEventListener("click", () => {
    director.play(false);
    director.set(Backwards.placeOf(Number(button.getAttribute("data-level"))), true);
  });
byId("slow")
  .closest("details")
  ?.addEventListener("toggle", () => slow.show(backwards.level(director.at)));

story.changed = () => {
  director.touched();
  heat.changed();
  guess.tell();
};

/** The theme's colours are the canvas's too. */
new MutationObserver(() => {
  pen.theme();
  director.touched();
}).observe(document.documentElement, { attributeFilter: ["data-theme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  pen.theme();
  director.touched();
});

/** @param {number} now */
function tick(now) {
  director.tick(now);
  guess.tick(now);
  for (const rung of rungs) rung.tick(now);
  if (director.scene === backwards) slow.show(backwards.level(director.at));
  requestAnimationFrame(tick);
}
requestAnimationFrame(tick);
