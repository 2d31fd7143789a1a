/** The views of a figure, each loaded when it is wanted. */
import { speak } from "../texts.js";
import { loadScript } from "./workers.js";

/** @typedef {{View: new (root: HTMLElement, session: import("../session/session.js").Session, changed: () => void) => import("./figure.js").View}} ViewModule */

/** A view of the page that explains, with its words and its worker's script. @param {Promise<ViewModule>} view */
const lesson = async (view) => (await Promise.all([view, speak("learn"), loadScript("lesson")]))[0];

/** @satisfies {Record<string, () => Promise<ViewModule>>} */
export const views = {
  denoise: () => import("./views/denoise.js"),
  train: () => import("./views/train.js"),
  heat: () => import("./views/heat.js"),
  couplings: () => import("./views/couplings.js"),
  unit: () => lesson(import("./views/unit.js")),
  landscape: () => lesson(import("./views/landscape.js")),
  game: () => lesson(import("./views/game.js")),
  compare: () => import("./views/compare.js"),
};

/** Their names. */
export const names = /** @type {(keyof typeof views)[]} */ (Object.keys(views));

/** The view of this name, or the usual one with a problem. @param {string | null} wanted */
export function viewOf(wanted) {
  const known = names.find((name) => name === (wanted ?? "denoise"));
  const message = `is “${wanted?.slice(0, 24)}”; it must be one of ${names.join(", ")}`;
  return { name: known ?? /** @type {const} */ ("denoise"), problems: known ? [] : [{ field: "view", message }] };
}
