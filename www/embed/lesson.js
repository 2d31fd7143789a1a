/** What the views that need no computer of the figure share: their sheet, and the worker of the page that explains. */
import sheet from "../built/lesson-style.js";
import { say } from "../dom.js";
import { Crowds, watch } from "../learn/crowds.js";
import { Story } from "../learn/story.js";
import { text } from "../texts.js";
import { figureClient } from "./workers.js";

/** Adds the sheet to the figure's, once. @param {HTMLElement} root of a view */
export function dress(root) {
  const looks = new CSSStyleSheet();
  looks.replaceSync(sheet);
  const tree = /** @type {ShadowRoot} */ (root.getRootNode());
  if (tree.adoptedStyleSheets.length < 2) tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, looks];
}

/** The worker, and the small computer that it tells of. @param {HTMLElement} place where it is said that the worker is lost */
export function lesson(place) {
  const broken = (/** @type {string} */ why) => say(place, text("learn.broken", { why }));
  const client = figureClient("lesson", watch);
  const crowds = new Crowds(broken, client);
  return { crowds, story: new Story(client, (loss) => crowds.lose(loss), broken) };
}
