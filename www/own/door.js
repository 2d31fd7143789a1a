/** The way to own data and pictures in colour: their views are loaded when first wanted, and files may be dropped anywhere. */

import { styled } from "../dom.js";
import { speak, text } from "../texts.js";
import { droppedFiles, folderOf } from "./dropped.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {import("../views/own.js").OwnView} OwnView */
/** @typedef {import("../views/colour.js").ColourView} ColourView */

export class OwnDoor {
  /** @param {HTMLElement} root @param {HTMLElement} colour the place of pictures in colour @param {Session} session */
  constructor(root, colour, session) {
    this.root = root;
    this.colour = colour;
    this.session = session;
    /** @type {Promise<OwnView> | null} */
    this.loading = null;
    /** @type {Promise<ColourView> | null} */
    this.colouring = null;
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
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      droppedFiles(event.dataTransfer).then((files) => this.take(files));
    });
  }

  /** @returns {Promise<OwnView>} */
  view() {
    this.loading ??= Promise.all([import("../views/own.js"), speak("later", "own"), styled(this.root)]).then(
      ([{ OwnView }]) => new OwnView(this.root, this.session),
    );
    return this.loading;
  }

  /** @returns {Promise<ColourView>} */
  colourView() {
    this.colouring ??= Promise.all([import("../views/colour.js"), speak("later", "own"), styled(this.colour)]).then(
      ([{ ColourView }]) => new ColourView(this.colour, this.session),
    );
    return this.colouring;
  }

  /** Waits for a view, or says that it did not come. @template V @param {() => Promise<V>} view @returns {Promise<V | null>} */
  async ready(view) {
    if (this.missing) return null;
    try {
      return await view();
    } catch (error) {
      Object.assign(this, { loading: null, colouring: null, missing: true });
      const why = /** @type {Error} */ (error).message;
      this.session.notice = text("notice.own", { why });
      this.session.changed();
      return null;
    }
  }

  /** @param {File[]} files */
  async take(files) {
    const { session } = this;
    if (session.scene === "pictures" || (await this.isForColour(files))) {
      const view = await this.ready(() => this.colourView());
      if (view && session.scene !== "pictures") session.openScene({ id: "pictures" });
      view?.take(files);
      return;
    }
    const view = await this.ready(() => this.view());
    if (!view) return;
    if (this.session.scene !== "own") await this.open();
    view.render(this.session, null);
    view.take(files);
  }

  /** Whether files are photographs, which as a few greys would be nothing. @param {File[]} files */
  async isForColour(files) {
    if (files.some(folderOf)) return false;
    const { arePhotographs } = await import("./photos.js");
    return arePhotographs(files).catch(() => false); // whoever reads them says what is wrong
  }

  /** Opens the scene of own patterns, as it was left if it was there before. */
  async open() {
    this.missing = false;
    if (this.loading) (await this.loading).open();
    else this.session.openScene({ id: "own" });
  }

  /** @param {Frame | null} frame */
  async render(frame) {
    const { scene, patterns } = this.session;
    this.colour.hidden = scene !== "pictures";
    this.root.hidden = scene === "pictures" || (patterns.source !== "drawn" && patterns.source !== "file");
    if (!this.colour.hidden) (await this.ready(() => this.colourView()))?.render(this.session);
    if (!this.root.hidden) (await this.ready(() => this.view()))?.render(this.session, frame);
  }
}
