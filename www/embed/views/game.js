/** Which way does time run? Two films, one of which is run backwards: the paper's objective as a game. */
import { make } from "../../dom.js";
import { Guess } from "../../learn/guess.js";
import { text } from "../../texts.js";
import { dress, lesson } from "../lesson.js";

export class View {
  alone = true;

  /** @param {HTMLElement} root */
  constructor(root) {
    dress(root);
    const broken = make("p", { class: "verdict" });
    const level = make("input", { type: "range", class: "slider", min: "0", max: "6", step: "1", value: "6" });
    const game = make(
      "section",
      { class: "view game" },
      make("p", {}, text("learn.guessTitle")),
      make("div", { class: "films" }),
      make("p", { class: "told", role: "status" }),
      make(
        "label",
        { class: "knob" },
        make("span", {}, text("learn.updatesOfTraining")),
        level,
        make("output", { class: "num" }),
      ),
      make("p", { class: "score num" }),
      broken,
    );
    root.append(game);
    const { crowds, story } = lesson(broken);
    this.crowds = crowds;
    this.guess = new Guess(game, story);
    story.changed = () => this.guess.tell();
  }

  tick() {
    this.guess.tick(performance.now());
    return false;
  }

  render() {}

  end() {
    this.crowds.end();
  }
}
