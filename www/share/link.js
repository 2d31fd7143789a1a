/** The link to what the page shows: to copy, to send, as a QR code; and what it cannot hold, with a receipt instead. */
import { make, say } from "../dom.js";
import { button, note, row } from "../elements.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";
import { codeButton, codeOf } from "./code.js";
import { Copying } from "./copying.js";
import { receiptOf } from "./data.js";

/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./making.js").Making} Making */

export class LinkTab {
  /** @param {Shown} shown @param {Making} making */
  constructor(shown, making) {
    this.shown = shown;
    this.field = make("input", {
      type: "text",
      id: "link",
      readonly: "",
      ...wording({ "aria-label": "link.field" }),
    });
    this.left = make("p", { class: "note left" });
    const copying = new Copying(this.field, "link.copy", "link.copied", () => this.left.textContent ?? "");
    copying.button.id = "copy-link";
    copying.told.id = "copied";
    this.receipt = making.button("share.receipt", "json", (progress) => receiptOf(shown, progress));
    this.lab = make("a", { class: "button", ...wording({ text: "share.lab" }) });
    this.lab.hidden = shown.recent === 0; // the page that reads links is another one
    /** @type {HTMLElement[]} */
    const controls = [
      copying.button,
      codeButton(this.field, copying.told),
      making.button("save.qr", "svg", () => this.code()),
      this.lab,
    ];
    if ("share" in navigator) controls.push(this.sender());
    this.receipt.hidden = true;
    this.root = make(
      "div",
      {},
      this.field,
      row(...controls),
      copying.told,
      this.left,
      this.receipt,
      note("share.link.note"),
    );
  }

  sender() {
    return button("share.send", () => {
      navigator.share({ url: this.field.value, title: document.title }).catch(() => {}); // it was called off
    });
  }

  async opened() {
    try {
      const { url, omitted } = await this.shown.link();
      this.field.value = url;
      this.lab.href = url;
      say(this.left, omitted.length ? text("link.leftOut", { what: omitted.join(", ") }) : "");
      this.receipt.hidden = omitted.length === 0;
    } catch {
      this.field.value = location.href;
      say(this.left, text("link.noWriter"));
    }
  }

  /** @returns {Promise<import("./making.js").Made>} */
  async code() {
    const code = await codeOf(this.field.value);
    return { type: "image/svg+xml", content: code?.outerHTML ?? null, problem: code ? "" : text("save.long") };
  }
}
