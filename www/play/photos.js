/**
 * The reader's own pictures: chosen, dropped or pasted. One opens alone, in all its colours, as large as the device steps;
 * the button + remembers another one next to those that are there. A picture never leaves the tab.
 */
import { keepFile, maxPatterns } from "../data.js";
import { byId } from "../dom.js";
import { button } from "../elements.js";
import { isPicture } from "../own/files.js";
import { photoOfFile, setOf } from "../own/photos.js";
import { liveSide, paceOfDevice } from "../own/scale.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../own/photos.js").Photo} Photo */

export class Photos {
  /** @param {Session} session @param {import("./cycle.js").Cycle} cycle @param {HTMLElement} memory @param {(why: string) => void} problem */
  constructor(session, cycle, memory, problem) {
    this.session = session;
    this.cycle = cycle;
    this.problem = problem;
    /** @type {Photo[]} */
    this.photos = [];
    this.joins = false;
    this.chooser = /** @type {HTMLInputElement} */ (byId("file"));
    this.chooser.addEventListener("change", () =>
      this.take([...(this.chooser.files ?? [])]).then(() => (this.chooser.value = "")),
    );
    byId("photo").addEventListener("click", () => this.choose(false));
    const plus = button(wording({ "aria-label": "play.add", title: "play.add" }), () => this.choose(true), "+");
    memory.append(plus);
    addEventListener("dragover", (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
    addEventListener("drop", (event) => this.given(event, event.dataTransfer));
    addEventListener("paste", (event) => this.given(event, event.clipboardData));
  }

  /** @param {boolean} joins whether the pictures join those that are remembered */
  choose(joins) {
    this.joins = joins;
    this.chooser.click();
  }

  /** @param {Event} event @param {DataTransfer | null} data */
  given(event, data) {
    const files = [...(data?.files ?? [])].filter(isPicture);
    if (files.length === 0) return;
    event.preventDefault();
    this.joins = false;
    this.take(files);
  }

  /** @param {File[]} files */
  async take(files) {
    if (files.length === 0) return;
    this.problem("");
    try {
      const given = await Promise.all(files.map(photoOfFile));
      const before = this.joins ? (this.photos.length > 0 ? this.photos : this.remembered()) : [];
      this.photos = [...before, ...given].slice(0, maxPatterns);
      this.learn();
    } catch (error) {
      this.problem(text("play.photo.failed", { why: /** @type {Error} */ (error).message }));
    }
  }

  /** What the computer remembers now, as pictures that others can join. @returns {Photo[]} */
  remembered() {
    const { images } = this.session;
    if (!images) return [];
    const { pixels, labels, width, height } = images;
    return labels.map((name, k) => {
      const canvas = new OffscreenCanvas(width, height);
      const image = new ImageData(width, height);
      for (let i = 0; i < image.data.length; i++) {
        const at = 3 * (k * width * height + (i >> 2)) + (i & 3);
        image.data[i] = (i & 3) === 3 ? 255 : pixels[at];
      }
      canvas.getContext("2d")?.putImageData(image, 0, 0);
      return { name, canvas };
    });
  }

  learn() {
    const { session, cycle, photos } = this;
    const size = liveSide(photos.length, paceOfDevice());
    const names = photos.map((_, i) => String(i));
    cycle.loops = photos.length > 1;
    session.conditioning.asked = photos.length - 1;
    session.apply(session.settings, { source: "file", names, size, first: 0, file: keepFile(setOf(photos, size)) });
  }
}
