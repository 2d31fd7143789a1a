/**
 * One unit in its well: it wanders, its path in time, and how often many such units are where, against
 * Boltzmann's law. It needs no trained computer; its worker is that of the page that explains.
 */
import { make } from "../../dom.js";
import { OneUnit } from "../../learn/one.js";
import { Rung } from "../../learn/rung.js";
import { text } from "../../texts.js";
import { dress, lesson } from "../lesson.js";

/** @typedef {import("../../session/session.js").Session} Session */

const opening = { j2: 1, j4: 1, bias: 0, coupling: 0, kt: 0.1, dt: 0.01, wait: 5 };

export class View {
  alone = true;

  /** @param {HTMLElement} root @param {Session} session */
  constructor(root, session) {
    dress(root);
    this.session = session;
    const picture = make("div", { class: "picture", role: "img", "aria-label": text("embed.unit") });
    const verdict = make("p", { class: "verdict num key" });
    const buttons = ["run", "again", "reset"].map((name) => make("button", { type: "button", class: name }));
    const rung = make(
      "div",
      { class: "rung" },
      picture,
      make("p", { class: "now hidden", role: "status" }),
      make("div", { class: "bar" }, ...buttons),
      make("div", { class: "controls bar" }),
      verdict,
    );
    root.append(make("section", { class: "view step beat" }, rung));
    this.crowds = lesson(verdict).crowds;
    this.rung = new Rung(rung, 1, { ...opening, ...this.wells }, new OneUnit(picture), this.crowds);
  }

  /** The part of the figure's settings that concerns one unit. */
  get wells() {
    const { j2, j4, kt } = this.session.settings;
    return { j2: Number(j2), j4: Number(j4), kt: Number(kt) };
  }

  open() {
    this.rung.set(this.wells);
  }

  tick() {
    this.rung.tick(performance.now());
    return false;
  }

  render() {}

  /** The unit goes on from where it is after an end. */
  resume() {
    this.rung.begin();
  }

  end() {
    this.crowds.end();
  }
}
