/** Wires the lesson: the rungs that move, the terms that light up, what is measured on request. */

import "./started.js";
import { byId, keepFromTranslation, say } from "./dom.js";
import { Crowds, watch } from "./learn/crowds.js";
import { HeatOfTraining } from "./learn/heat.js";
import { Mirror } from "./learn/mirror.js";
import { OneUnit } from "./learn/one.js";
import { Rung } from "./learn/rung.js";
import { SlowStep } from "./learn/slow.js";
import { lightTerms } from "./learn/terms.js";
import { TwoUnits } from "./learn/two.js";
import { bestOf, setLanguage, speak, text } from "./texts.js";
import { themeButton } from "./views/theme.js";
import { Measurements } from "./worker/measurements.js";
import { pageClient } from "./worker/page.js";

const start = { j2: 1, j4: 1, bias: 0, coupling: 0, kt: 0.1, dt: 0.01, wait: 5 };

keepFromTranslation(document);
await setLanguage(bestOf([document.documentElement.lang]));
await speak("learn");
themeButton();
for (const section of document.querySelectorAll("section.step")) lightTerms(/** @type {HTMLElement} */ (section));

/** An equation too wide for its place can be scrolled by keys. */
const wide = new ResizeObserver((entries) => {
  for (const { target } of entries)
    target.setAttribute("tabindex", target.scrollWidth > target.clientWidth ? "0" : "-1");
});
for (const equation of document.querySelectorAll(".equation")) wide.observe(equation);

const crowds = new Crowds(
  (why) => {
    byId("notice").hidden = false;
    say(byId("notice"), text("learn.broken", { why }));
  },
  pageClient("lesson", watch),
);
const one = byId("rung-one");
const two = byId("rung-two");
const picture = (/** @type {HTMLElement} */ rung) => /** @type {HTMLElement} */ (rung.querySelector(".picture"));
const rungs = [
  new Rung(one, 1, start, new OneUnit(picture(one)), crowds),
  new Rung(two, 2, { ...start, coupling: -3 }, new TwoUnits(picture(two)), crowds),
];

const measurements = new Measurements();
new SlowStep(byId("slow"), measurements);
new HeatOfTraining(byId("measured-heat"), measurements);
new Mirror(byId("measured-mirror"), measurements);

/** @param {number} now */
function tick(now) {
  for (const rung of rungs) rung.tick(now);
  requestAnimationFrame(tick);
}
requestAnimationFrame(tick);
