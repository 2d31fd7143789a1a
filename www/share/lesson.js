/**
 * A lesson made by a form: a question, answers to choose from or free text, the controls that may be moved, and whether
 * each device draws samples of its own, so that those of a class are a statistic. docs/lessons.md says what becomes of it.
 */
import { make, say } from "../dom.js";
import { field, fold, note, row } from "../elements.js";
import { readLink } from "../link/link.js";
import { parameters } from "../link/settings.js";
import { controls } from "../link/teaching.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";
import { codeButton } from "./code.js";
import { Copying } from "./copying.js";

/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("../link/teaching.js").Lesson} Lesson */
/** @typedef {import("../texts.js").Key} Key */

/** What a class moves most, of which the first two are ticked at first. */
const usual = ["generate_kt", "seed", "names", "scene", "iterations", "samples", "class", "erase", "lesion"];
/** What is hidden, not only held, where it is not ticked. */
const shownOrNot = ["compare", "closer"];

export class LessonTab {
  asked = make("div", { class: "asked" });
  problem = make("p", { class: "problem", role: "alert" });
  turn = 0;

  /** @param {Shown} shown @param {(card: HTMLElement) => void} preview */
  constructor(shown, preview) {
    this.shown = shown;
    this.preview = preview;
    this.question = make("textarea", { rows: "2", class: "asks" });
    this.answers = make("textarea", { rows: "3", class: "answers", ...wording({ placeholder: "share.lesson.each" }) });
    this.own = make("input", { type: "checkbox", name: "own" });
    this.all = make("input", { type: "checkbox", name: "all" });
    this.ticks = new Map(controls.map((name) => [name, this.tick(name)]));
    this.field = make("input", { type: "text", readonly: "", ...wording({ "aria-label": "share.lesson.link" }) });
    this.copying = new Copying(this.field, "link.copy", "link.copied");
    this.open = make("a", { class: "button try", target: "_blank", ...wording({ text: "share.lesson.open" }) });
    this.root = make(
      "form",
      { class: "teaching", novalidate: "" },
      field("share.lesson.question", this.question),
      field("share.lesson.answers", this.answers),
      this.moving(),
      switched("share.lesson.own", this.own),
      note("share.lesson.ownNote"),
      this.problem,
      this.field,
      this.ways(),
      this.copying.told,
    );
    this.root.addEventListener("input", () => this.renew());
    this.root.addEventListener("submit", (event) => event.preventDefault());
  }

  /** @param {string} name */
  tick(name) {
    const input = make("input", { type: "checkbox", name });
    input.checked = usual.indexOf(name) === 0 || usual.indexOf(name) === 1 || name === "closer";
    return input;
  }

  /** What may be moved: what is usual, and the rest behind a summary. */
  moving() {
    const known = new Set([...usual, ...shownOrNot]);
    const row = (/** @type {string} */ name) => {
      const key = /** @type {Key} */ (parameters.some((p) => p.name === name) ? `label.${name}` : `share.may.${name}`);
      return switched(key, /** @type {HTMLInputElement} */ (this.ticks.get(name)));
    };
    const rest = controls.filter((name) => !known.has(name)).map(row);
    return make(
      "fieldset",
      {},
      make("legend", wording({ text: "share.lesson.may" })),
      switched("share.lesson.all", this.all),
      make("div", { class: "ticks" }, ...usual.map(row), ...shownOrNot.map(row)),
      fold("share.lesson.rest", make("div", { class: "ticks" }, ...rest)),
    );
  }

  /** What is done with the link. */
  ways() {
    return row(this.copying.button, codeButton(this.field, this.copying.told), this.open);
  }

  opened() {
    this.preview(this.asked);
    return this.renew();
  }

  /** The lesson as the form has it. @returns {Lesson} */
  get lesson() {
    const lines = this.answers.value.split(/[\n;]/).map((line) => line.trim());
    const ticked = (/** @type {string} */ name) => this.ticks.get(name)?.checked ?? false;
    const free = controls.filter((name) => !shownOrNot.includes(name) && ticked(name));
    const compared = ticked("compare") ? ["compare"] : [];
    return {
      ask: this.question.value.replace(/\s+/g, " ").trim(),
      answers: lines.filter(Boolean),
      fix: [],
      hide: shownOrNot.filter((name) => !ticked(name)),
      free: this.all.checked ? null : [...free, ...compared],
      own_numbers: this.own.checked,
    };
  }

  /** The link follows the form; the reader of links says what is wrong with it. */
  async renew() {
    const { lesson } = this;
    for (const input of this.ticks.values()) input.disabled = this.all.checked && !shownOrNot.includes(input.name);
    this.show(lesson);
    const turn = ++this.turn;
    const place = this.shown.place();
    const { url, omitted } = await this.shown.link({ ...place, first: this.own.checked ? 0 : place.first, lesson });
    if (turn !== this.turn) return;
    const wrong = lesson.ask === "" ? text("share.lesson.empty") : problemsOf(url);
    const left = omitted.length ? text("link.leftOut", { what: omitted.join(", ") }) : "";
    say(this.problem, wrong || left);
    this.field.value = wrong ? "" : url;
    this.open.href = wrong ? "" : url;
    this.open.hidden = wrong !== "";
    for (const button of this.root.querySelectorAll("button")) button.disabled = wrong !== "";
  }

  /** The question as a class will see it. @param {Lesson} lesson */
  show({ ask, answers = [] }) {
    const chips = answers.map((answer) => make("span", { class: "answer" }, answer));
    this.asked.replaceChildren(make("p", { class: "question" }, ask || text("share.lesson.example")), ...chips);
  }
}

/** What the reader of links says of a link's question and answers. @param {string} url */
function problemsOf(url) {
  const labels = { ask: text("share.lesson.question"), answers: text("share.lesson.answers") };
  const said = readLink(url).problems.filter(({ field }) => field in labels);
  return said
    .map(({ field, message }) => `${labels[/** @type {keyof typeof labels} */ (field)]}: ${message}`)
    .join("; ");
}

/** @param {Key} key @param {HTMLInputElement} input */
const switched = (key, input) => make("label", { class: "tick" }, input, make("span", wording({ text: key })));
