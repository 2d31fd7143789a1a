/**
 * On paper each beat is a still with its text: before the page is printed every scene is drawn once where it rests, and
 * stands above its words. A scene of which nothing is computed yet has an empty one. Questions and sources are unfolded.
 */
import { make } from "../dom.js";
import { Pen } from "./pen.js";

const [width, height] = [640, 460];
const unfolded = ".answers details, footer details";

/** @param {import("./director.js").Director} director */
export function printed(director) {
  addEventListener("beforeprint", () => {
    const dark = document.documentElement.dataset.theme;
    document.documentElement.dataset.theme = "light";
    for (const [k, scene] of director.scenes.entries()) still(director.sections[k], scene);
    for (const fold of document.querySelectorAll(unfolded)) fold.setAttribute("open", "");
    if (dark) document.documentElement.dataset.theme = dark;
    else delete document.documentElement.dataset.theme;
  });
  addEventListener("afterprint", () => {
    for (const one of document.querySelectorAll(".still")) one.remove();
    for (const fold of document.querySelectorAll(unfolded)) fold.removeAttribute("open");
    director.measure();
  });
}

/** @param {HTMLElement} section @param {import("./director.js").Scene} scene */
function still(section, scene) {
  const canvas = make("canvas", { class: "still", "aria-hidden": "true" });
  section.prepend(canvas);
  const pen = new Pen(canvas);
  pen.fit(width, height);
  scene.draw(pen, scene.still, "");
}
