/** The way to own data: their views are loaded when first wanted, and files may be dropped anywhere. */

import { styled } from "../dom.js";
import { speak, text } from "../texts.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {import("../views/own.js").OwnView} OwnView */

export class OwnDoor {
  /** @param {HTMLElement} root @param {Session} session */
  constructor(root, session) {
    this.root = root;
    this.session = session;
    /** @type {Promise<OwnView> | null} */
    this.loading = null;
    /** Whether loading has failed since it was last wanted. */
    this.missing = false;
    const card = /** @type {HTMLElement} */ (root.closest(".card"));
    const over = (/** @type {boolean} */ on) => card.classList.toggle("dropping", on);
    addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      over(true);
    });
    addEventListener("dragleave", ({ relatedTarget }) => over(relatedTarget !== null));
    addEventListener("drop", (event) => {
      over(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      this.take(files);
    });
  }

  /** @returns {Promise<OwnView>} */
  view() {
    this.loading ??= Promise.all([import("../views/own.js"), speak("later"), styled(this.root)]).then(
      ([{ OwnView }]) => new OwnView(this.root, this.session),
    );
    return this.loading;
  }

  /** Waits for the views, or says that they did not come. @returns {Promise<OwnView | null>} */
  async ready() {
    if (this.missing) return null;
    try {
      return await this.view();
    } catch (error) {
      Object.assign(this, { loading: null, missing: true });
      const why = /** @type {Error} */ (error).message;
      this.session.notice = text("notice.own", { why });
      this.session.changed();
      return null;
    }
  }

  /** @param {File[]} files */
  async take(files) {
    const view = await this.ready();
    if (!view) return;
    if (this.session.scene !== "own") await this.open();
    view.render(this.session, null);
    view.take(files);
  }

  /** Opens the scene of own patterns, as it was left if it was there before. */
  async open() {
    this.missing = false;
    if (this.loading) (await this.loading).open();
    else this.session.openScene({ id: "own" });
  }

  /** @param {Frame | null} frame */
  async render(frame) {
    const { source } = this.session.patterns;
    this.root.hidden = source !== "drawn" && source !== "file";
    if (!this.root.hidden) (await this.ready())?.render(this.session, frame);
  }
}
