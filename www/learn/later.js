/** All of the page that explains but its first beat: the other scenes, what can be folded out, the game, print. */
import { byId, say } from "../dom.js";
import { fixed } from "../format.js";
import { themeButton } from "../views/theme.js";
import { Measurements } from "../worker/measurements.js";
import { soon } from "../yielding.js";
import { Guess } from "./guess.js";
import { HeatOfTraining } from "./heat.js";
import { Mirror } from "./mirror.js";
import { OneUnit } from "./one.js";
import { printed } from "./print.js";
import { Rung } from "./rung.js";
import { Backwards } from "./scenes/backwards.js";
import { FallScene } from "./scenes/fall.js";
import { FilmScene } from "./scenes/film.js";
import { One } from "./scenes/one.js";
import { PricesScene } from "./scenes/prices.js";
import { Two } from "./scenes/two.js";
import { SlowStep } from "./slow.js";
import { lightTerms } from "./terms.js";
import { TwoUnits } from "./two.js";

const usual = { j2: 1, j4: 1, bias: 0, coupling: 0, kt: 0.1, dt: 0.01, wait: 5 };

/** @param {string} id */
const picture = (id) => /** @type {HTMLElement} */ (byId(id).querySelector(".picture"));

/** An equation too wide for its place can be scrolled by keys. */
function scrollable() {
  const wide = new ResizeObserver((entries) => {
    for (const { target } of entries)
      target.setAttribute("tabindex", target.scrollWidth > target.clientWidth ? "0" : "-1");
  });
  for (const equation of document.querySelectorAll(".equation")) wide.observe(equation);
}

/** The theme's colours are the canvas's too. @param {import("./director.js").Director} director */
function themes(director) {
  themeButton();
  const changed = () => director.theme();
  new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
}

/** Addresses of other languages must be whole, and a page does not know at build time where it will stand. */
function wholeAddresses() {
  for (const other of document.head.querySelectorAll("link[hreflang]"))
    other.setAttribute("href", /** @type {HTMLLinkElement} */ (other).href);
}

/** The controls below the canvas. @param {import("./director.js").Director} director @param {One} one */
function controls(director, one) {
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
}

/** The step in numbers follows the beat while its fold is open. @param {import("./director.js").Director} director @param {Backwards} backwards */
function numbers(director, backwards) {
  const slow = new SlowStep(byId("slow"));
  const fold = byId("slow").closest("details");
  const show = () => {
    if (fold?.open) slow.show(backwards.level(director.at));
  };
  fold?.addEventListener("toggle", show);
  return () => {
    if (director.scene === backwards) show();
  };
}

/**
 * In pieces, so that the first beat goes on moving.
 * @param {import("./director.js").Director} director that has the first beat
 * @param {import("./story.js").Story} story @param {import("./crowds.js").Crowds} crowds
 * @returns {Promise<(now: number) => void>} moves all of it by a frame
 */
export async function begin(director, story, crowds) {
  const [one, backwards] = [new One(crowds, story), new Backwards(story)];
  const others = [
    new Two(crowds, story),
    new FilmScene(story),
    backwards,
    new FallScene(story),
    new PricesScene(story),
  ];
  director.add([one, ...others]);
  controls(director, one);
  themes(director);
  await soon();
  for (const section of document.querySelectorAll("section.beat")) lightTerms(/** @type {HTMLElement} */ (section));
  const number = numbers(director, backwards);
  const heat = new HeatOfTraining(byId("measured-heat"), story);
  await soon();
  const guess = new Guess(byId("guess"), story);
  new Mirror(byId("measured-mirror"), new Measurements());
  await soon();
  const first = new Rung(byId("rung-one"), 1, usual, new OneUnit(picture("rung-one")), crowds);
  await soon();
  const second = new Rung(byId("rung-two"), 2, { ...usual, coupling: -3 }, new TwoUnits(picture("rung-two")), crowds);
  await soon();
  scrollable();
  wholeAddresses();
  printed(director);
  story.changed = () => {
    director.touched();
    heat.changed();
    guess.tell();
  };
  story.changed();
  return (now) => {
    guess.tick(now);
    first.tick(now);
    second.tick(now);
    number();
  };
}
