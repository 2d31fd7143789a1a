/** The moment on the stage as a picture for print, and motion as the run has it: every unit in whole pixels. */
import { version } from "../built/parameters.js";
import { make } from "../dom.js";
import { note } from "../elements.js";
import { fixed, heat } from "../format.js";
import { quality } from "../quality.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";
import { group } from "./making.js";

/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./making.js").Made} Made */

export class PictureTab {
  /** @param {Shown} shown @param {import("./making.js").Making} making */
  constructor(shown, making) {
    this.shown = shown;
    this.caption = make("input", { type: "checkbox", checked: "" });
    const caption = make("label", { class: "field" }, this.caption, make("span", wording({ text: "save.caption" })));
    this.root = make(
      "div",
      {},
      group(
        "save.pictures",
        making.button("save.png", "png", () => this.png()),
        caption,
      ),
      note("share.picture.note"),
    );
  }

  /** @returns {Promise<Made>} */
  async png() {
    const { png } = await import("../export/png.js");
    const { frame, session, size } = this.shown;
    if (!frame) return { type: "", content: null, problem: text("save.wait") };
    const { seed } = session.settings;
    const about = { count: frame.heat.length, time: fixed(frame.time, 2), seed: String(seed) };
    const lines = [
      text("save.line", { ...about, heat: heat(quality(frame).heat) }),
      text("save.print", { version, fingerprint: frame.fingerprint }),
      (await this.shown.link()).url,
    ];
    return { type: "image/png", content: await png(frame, ...size, this.caption.checked ? lines : []) };
  }
}
