/**
 * The card of the scene Pictures: how large the computer is and what it costs, the size of the pictures, and the
 * reader's own in place of the drawn ones: photographs dropped, pasted or taken, and emoji.
 */
import { inColour, keepFile, maxPatterns } from "../data.js";
import { make, say } from "../dom.js";
import { button, field } from "../elements.js";
import { opening } from "../link/scenes.js";
import { isPicture } from "../own/files.js";
import { areAlike, emoji, photoOfFile, setOf } from "../own/photos.js";
import { paceOfDevice, sideFor, sides } from "../own/scale.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";
import { Camera } from "./camera.js";
import { costWords } from "./cost.js";
import { chooser, typing } from "./giving.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../own/photos.js").Photo} Photo */

export class ColourView {
  /** @param {HTMLElement} root @param {Session} session */
  constructor(root, session) {
    this.session = session;
    /** @type {Photo[]} */
    this.photos = [];
    this.pace = paceOfDevice();
    this.scale = make("p", { class: "note", id: "colour-scale" });
    this.note = make("p", { class: "note", role: "status" });
    this.problem = make("p", { class: "problem", role: "alert" });
    this.list = make("div", { class: "chips", role: "group", ...wording({ "aria-label": "colour.yours" }) });
    this.side = make("select", { id: "colour-size" });
    this.side.addEventListener("change", () => this.learn(Number(this.side.value)));
    this.back = button("colour.drawn", () => this.drawn());
    this.camera = new Camera(
      (photo) => this.add([photo]),
      (problem) => this.say(problem),
    );
    root.append(
      this.scale,
      this.sizes(),
      this.ways(),
      this.letters(),
      this.camera.root,
      this.list,
      this.note,
      this.problem,
    );
    addEventListener("paste", (event) => this.paste(event));
  }

  sizes() {
    return make("div", { class: "letters" }, field("own.pixels", this.side), this.back);
  }

  /** The ways of adding photographs. */
  ways() {
    const files = chooser("image/*", "colour.files", (all) => this.take(all));
    const ways = [button("colour.choose", () => files.click())];
    if (navigator.clipboard && "read" in navigator.clipboard) ways.push(button("colour.paste", () => this.ask()));
    if (navigator.mediaDevices) ways.push(button("colour.camera", () => this.camera.open()));
    return make("div", { class: "letters" }, ...ways, files);
  }

  letters() {
    const add = (/** @type {string[]} */ all) => {
      if (all.length === 0) throw new Error(text("colour.noEmoji"));
      this.add(all.map(emoji));
    };
    return typing("colour-emoji", "colour.emoji", 48, add, (problem) => this.say(problem));
  }

  /** @param {string} problem */
  say(problem) {
    say(this.problem, problem);
  }

  /** Pictures that are pasted with the keyboard. @param {ClipboardEvent} event */
  paste(event) {
    const files = [...(event.clipboardData?.files ?? [])].filter(isPicture);
    if (files.length === 0 || this.session.scene !== "pictures") return;
    event.preventDefault();
    this.take(files);
  }

  /** Asks the browser for what the clipboard holds. */
  async ask() {
    try {
      const items = await navigator.clipboard.read();
      const found = items.flatMap((item) =>
        item.types.filter((type) => type.startsWith("image/")).map((type) => item.getType(type)),
      );
      const blobs = await Promise.all(found);
      if (blobs.length === 0) return this.say(text("colour.noPicture"));
      this.take(blobs.map((blob, i) => new File([blob], String(i + 1), { type: blob.type })));
    } catch {
      this.say(text("colour.noClipboard"));
    }
  }

  /** Reads files that were dropped, pasted or chosen. @param {File[]} files */
  async take(files) {
    const done = await Promise.allSettled(files.map(photoOfFile));
    const problems = done.flatMap((one) => (one.status === "rejected" ? [one.reason.message] : []));
    this.add(done.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])));
    if (problems.length > 0) this.say([this.problem.textContent, ...problems].join(" ").trim());
  }

  /** @param {Photo[]} given */
  add(given) {
    const before = this.photos;
    const all = [...before];
    for (const one of given) if (!all.some((other) => areAlike(one, other))) all.push(one);
    const [alike, left] = [before.length + given.length - all.length, all.length - maxPatterns];
    this.photos = all.slice(0, maxPatterns);
    const limit = left > 0 ? text("colour.noRoom", { left, given: given.length, most: maxPatterns }) : "";
    this.say([alike > 0 ? text("colour.alike", { count: alike }) : "", limit].join(" ").trim());
    if (this.photos.length === before.length) return;
    const first = before.length === 0;
    const { settings, patterns } = this.session;
    this.learn(first ? Math.min(patterns.size, sideFor(settings, this.pace)) : patterns.size);
  }

  /** Learns at a size what is there. @param {number} size */
  learn(size) {
    const { session, photos } = this;
    const { settings, patterns } = session;
    if (photos.length === 0) return session.apply(settings, { ...patterns, size });
    const set = setOf(photos, size);
    const names = photos.map((_, i) => String(i));
    session.apply(settings, { source: "file", names, size, first: 0, file: keepFile(set) });
  }

  /** Goes back to the drawn pictures. */
  drawn() {
    const { session } = this;
    this.photos = [];
    this.say("");
    session.apply(session.settings, { ...opening("pictures").patterns, size: session.patterns.size });
  }

  /** @param {Photo} gone */
  remove(gone) {
    this.photos = this.photos.filter((photo) => photo !== gone);
    this.say("");
    if (this.photos.length === 0) this.drawn();
    else this.learn(this.session.patterns.size);
  }

  /** @param {Session} session */
  render({ patterns, settings, model }) {
    if (!inColour(patterns)) return;
    if (patterns.source === "pictures" && this.photos.length > 0) this.photos = []; // another place was opened
    const own = this.photos.length > 0;
    this.back.hidden = !own;
    this.options(patterns.size);
    say(this.note, own ? text("colour.local") : text("colour.hint"));
    say(this.scale, costWords(patterns, settings, model, this.pace));
    this.buttons();
  }

  /** @param {number} size side that is learned */
  options(size) {
    const all = [...new Set([...sides, size])].sort((a, b) => a - b);
    if (this.side.options.length !== all.length)
      this.side.replaceChildren(...all.map((s) => make("option", { value: String(s) }, `${s} × ${s}`)));
    this.side.value = String(size);
  }

  /** A button for each own picture, which takes it away. */
  buttons() {
    const key = this.photos.map(({ name }) => name).join("\n");
    if (this.list.dataset.key === key) return;
    this.list.dataset.key = key;
    this.list.replaceChildren(
      ...this.photos.map((photo) => {
        const aria = wording({ "aria-label": "colour.remove", title: "colour.remove" }, { name: photo.name });
        return button(aria, () => this.remove(photo), `${photo.name} ×`);
      }),
    );
  }
}
