/** The card of what is learned: the choice of scene, the training images, the chips to choose them. */

import { fileOf, inColour, maxPatterns, mostEach } from "../data.js";
import { byId, make, say } from "../dom.js";
import { drawPicture, scaleFor } from "../pictures/tiles.js";
import { quality } from "../quality.js";
import { text } from "../texts.js";
import { keyOfName, nameOf, wording } from "../wording.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {import("../link/scenes.js").Scene} Scene */

export class PatternsView {
  /**
   * @param {Scene[]} scenes
   * @param {(scene: Scene) => void} open
   * @param {(change: Partial<import("../data.js").PatternSet>) => void} choose
   */
  constructor(scenes, open, choose) {
    this.choose = choose;
    this.list = byId("patterns");
    this.chips = byId("chips");
    /** @type {unknown} */
    this.drawn = null;
    /** @type {HTMLElement[]} */
    this.counts = [];
    /** @type {import("../data.js").PatternSet | null} */
    this.chosen = null;
    this.each = /** @type {HTMLInputElement} */ (byId("each"));
    this.each.addEventListener("change", () => this.count());
    this.most = 1;
    this.radios = scenes.map((scene) => {
      const input = make("input", { type: "radio", name: "scene", value: scene.id });
      input.addEventListener("change", () => open(scene));
      byId("scenes").append(
        make(
          "label",
          {},
          input,
          make("span", wording({ text: `scene.${scene.id}` })),
          make("small", wording({ text: `scene.${scene.id}.note` })),
        ),
      );
      return input;
    });
  }

  /** @param {Session} session @param {Frame | null} frame */
  render(session, frame) {
    for (const radio of this.radios) radio.checked = radio.value === session.scene;
    if (session.images && session.images !== this.drawn) this.draw(session.images);
    const nearest = frame && session.model ? quality(frame).nearest : null;
    this.counts.forEach((cell, i) => {
      say(cell, nearest ? text("samples.count", { count: nearest[i] }) : "\u00a0");
    });
    byId("others").hidden = (session.patterns.each ?? 1) > 1;
    byId("examples").hidden = inColour(session.patterns);
    this.list.hidden = session.patterns.source === "drawn";
    byId("choose").hidden = session.choices.length === 0;
    this.renderChips(session);
  }

  /** @param {NonNullable<Session["images"]>} images */
  draw(images) {
    this.drawn = images;
    const { pixels, width, height, channels, labels } = images;
    const scale = scaleFor(width, labels.length > 6 ? 44 : 72);
    const area = width * height * channels;
    this.counts = [];
    this.list.replaceChildren(
      ...labels.map((label, i) => {
        const canvas = make("canvas", {
          role: "img",
          ...wording({ "aria-label": "image.of" }, { label: nameOf(label) }),
        });
        drawPicture(canvas, pixels.subarray(i * area, (i + 1) * area), width, height, scale, channels);
        const count = make("span");
        this.counts.push(count);
        return make("li", {}, canvas, count);
      }),
    );
  }

  /** @param {Session} session */
  renderChips({ patterns, choices, scene }) {
    if (patterns === this.chosen) return;
    this.chosen = patterns;
    this.most = mostEach(scene);
    this.each.value = String(patterns.each ?? 1);
    this.each.max = String(this.most);
    say(byId("each-problem"), "");
    const { source, file } = patterns;
    const all = [source, file, ...choices].join();
    if (this.chips.dataset.choices !== all) {
      this.chips.dataset.choices = all;
      this.chips.replaceChildren(
        ...choices.map((name) => {
          const key = keyOfName(name);
          const own = source === "file" ? fileOf(file)?.names?.[Number(name)] : null;
          const said = key ? make("span", wording({ text: key })) : (own ?? name);
          const chip = make("button", { type: "button", "data-name": name }, said);
          chip.addEventListener("click", () => this.flip(name));
          return chip;
        }),
      );
    }
    for (const chip of /** @type {Iterable<HTMLButtonElement>} */ (this.chips.children)) {
      const on = patterns.names.includes(chip.dataset.name ?? "");
      chip.setAttribute("aria-pressed", String(on));
      chip.disabled = on ? patterns.names.length === 1 : patterns.names.length >= maxPatterns;
    }
  }

  /** Learns another number of examples of each pattern. */
  count() {
    const each = Number(this.each.value);
    const good = Number.isInteger(each) && each >= 1 && each <= this.most;
    const limit = text("each.problem", { most: this.most, entered: this.each.value });
    say(byId("each-problem"), good ? "" : limit);
    this.each.setAttribute("aria-invalid", String(!good));
    if (good) this.choose({ each });
  }

  /** @param {string} name */
  flip(name) {
    const names = this.chosen?.names ?? [];
    this.choose({ names: names.includes(name) ? names.filter((n) => n !== name) : [...names, name] });
  }
}
