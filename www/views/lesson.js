/**
 * A lesson: the question that a link asks before the run, with the answers to choose from, and the controls that it fixes or
 * hides. A fixed parameter stays readable; other fixed controls are inert. Where each device has samples of its own, it says
 * in the end how many there are of each pattern, to be counted together. The reader can leave the lesson at any time.
 */

import { make, say } from "../dom.js";
import { button, note } from "../elements.js";
import { controls, stateOf } from "../link/teaching.js";
import { quality } from "../quality.js";
import { text } from "../texts.js";
import { nameOf, wording } from "../wording.js";

/** @typedef {import("../link/teaching.js").Lesson} Lesson */

/** Where a control is, beside its field among the parameters and its knob. @type {Record<string, string>} */
const places = {
  scene: "#scenes",
  names: "#patterns, #choose, #own",
  class: "#asking",
  erase: "#completing",
  lesion: "#lesions",
  compare: ".against",
  closer: ".inspect",
  samples: "#count",
  seed: "#fresh",
  iterations: ".iterate",
};

/** @param {string} name @returns {HTMLElement[]} */
const elements = (name) => [
  .../** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll(
      [`.parameter:has(#p-${name})`, `.knob:has(#live-${name})`, places[name]].filter(Boolean).join(", "),
    )
  ),
];

export class LessonView {
  /** @param {HTMLElement} root a card that is hidden without a lesson @param {() => void} left called when the reader leaves the lesson */
  constructor(root, left) {
    this.root = root;
    this.left = left;
    /** @type {Lesson | undefined} */
    this.lesson = undefined;
    this.counts = make("p", { class: "counts", role: "status" });
  }

  /**
   * Begins a lesson.
   * @param {Lesson} lesson
   * @returns {Promise<void>} kept once the reader runs it; at once where nothing is asked
   */
  begin(lesson) {
    this.end();
    this.lesson = lesson;
    for (const name of controls) this.hold(name, stateOf(lesson, name));
    const some = controls.some((name) => stateOf(lesson, name) !== "free");
    document.getElementById("defaults")?.classList.toggle("withheld", some);
    if (some) this.show(lesson);
    const leave = button({ class: "leave", ...wording({ text: "lesson.leave" }) }, () => {
      this.end();
      this.left();
    });
    this.root.hidden = false;
    const answered = lesson.ask ? this.ask(lesson) : Promise.resolve();
    const own = lesson.own_numbers === undefined ? [] : [this.counts];
    say(this.counts, own.length ? text("lesson.own") : "");
    this.root.append(...own, ...(some ? [note("lesson.note")] : []), leave);
    return answered;
  }

  /** @param {Lesson} lesson @returns {Promise<void>} kept once its question is answered */
  ask({ ask: question, answers = [] }) {
    const title = make("h2", { id: "h-lesson", ...wording({ text: "lesson.before" }) });
    const guess = answers.length ? choiceOf(answers) : freeText();
    return new Promise((answered) => {
      const run = button({ class: "primary", id: "run-lesson", ...wording({ text: "lesson.run" }) }, () => {
        run.remove();
        say(title, text("lesson.question"));
        title.dataset.text = "lesson.question";
        document.getElementById("figure")?.focus();
        answered();
      });
      this.root.append(title, make("p", { class: "question" }, question), ...guess, run);
    });
  }

  /** How many samples there are of each pattern, at the end of a run of one's own. @param {import("../session/session.js").Session} session */
  render({ player, images, waiting, phase }) {
    const { frame, atEnd } = player;
    if (this.lesson?.own_numbers === undefined || waiting || phase !== "trained" || !frame || !images || !atEnd) return;
    const { nearest } = quality(frame);
    const list = nearest.map((count, i) => `${nameOf(images.labels[i] ?? String(i))} ${count}`).join(" · ");
    say(this.counts, text("lesson.counts", { count: frame.heat.length, list }));
  }

  /** Opens the groups and the tab of what may be moved. @param {Lesson} lesson */
  show(lesson) {
    const free = controls.filter((name) => stateOf(lesson, name) === "free").flatMap(elements);
    for (const element of free) element.closest("details")?.setAttribute("open", "");
    const tabs = free.map((element) => element.closest("[role=tabpanel]")).filter((tab) => tab !== null);
    const [first] = tabs;
    if (first && tabs.every((tab) => /** @type {HTMLElement} */ (tab).hidden))
      document.getElementById(`tab-${first.id}`)?.click();
  }

  /** @param {string} name @param {"hidden" | "fixed" | "free"} state */
  hold(name, state) {
    const field = /** @type {HTMLInputElement | null} */ (document.getElementById(`p-${name}`));
    if (field) field.disabled = state !== "free";
    for (const element of elements(name)) {
      element.classList.toggle("withheld", state === "hidden");
      element.classList.toggle("held", state === "fixed");
      element.inert = state === "fixed" && !element.matches(".parameter");
    }
  }

  /** All controls are as without a lesson. */
  end() {
    this.lesson = undefined;
    for (const name of controls) this.hold(name, "free");
    document.getElementById("defaults")?.classList.remove("withheld");
    this.root.hidden = true;
    this.root.replaceChildren();
  }
}

/** A place to write an answer. */
const freeText = () => [
  make("label", { for: "guess", ...wording({ text: "lesson.guess" }) }),
  make("textarea", { id: "guess", rows: "2", maxlength: "500" }),
];

/** One of several answers. @param {string[]} answers */
function choiceOf(answers) {
  const legend = make("legend", wording({ text: "lesson.guess" }));
  const labels = answers.map((answer) =>
    make("label", { class: "choice" }, make("input", { type: "radio", name: "guess", value: answer }), answer),
  );
  return [make("fieldset", { class: "answers" }, legend, ...labels)];
}
