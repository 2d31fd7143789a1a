/** The link to what the page shows: to copy, to send, as a QR code; and what it cannot hold, with a receipt instead. */
import { make, say } from "../dom.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";
import { codeOf, fill } from "./code.js";
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
    const whole = make("button", { type: "button", class: "fill", ...wording({ text: "share.code" }) });
    whole.addEventListener("click", async () => {
      if (!(await fill(this.field.value))) say(copying.told, text("save.long"));
    });
    this.lab = make("a", { class: "button", ...wording({ text: "share.lab" }) });
    this.lab.hidden = shown.recent === 0; // the page that reads links is another one
    /** @type {HTMLElement[]} */
    const controls = [copying.button, whole, making.button("save.qr", "svg", () => this.code()), this.lab];
    if ("share" in navigator) controls.push(this.sender());
    this.receipt.hidden = true;
    this.root = make(
      "div",
      {},
      this.field,
      make("div", { class: "row" }, ...controls),
      copying.told,
      this.left,
      this.receipt,
      make("p", { class: "note", ...wording({ text: "share.link.note" }) }),
    );
  }

  sender() {
    const button = make("button", { type: "button", ...wording({ text: "share.send" }) });
    button.addEventListener("click", () => {
      navigator.share({ url: this.field.value, title: document.title }).catch(() => {}); // it was called off
    });
    return button;
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
