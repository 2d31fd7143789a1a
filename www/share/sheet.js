/**
 * The share sheet: one dialog with a live preview on top and, by tabs, all ways to take along what a page shows. A page
 * loads it when its button is pressed first. Tabs follow the pattern of the ARIA practices guide: arrow keys choose.
 */
import { make, styled } from "../dom.js";
import { button, note } from "../elements.js";
import { speak } from "../texts.js";
import { wording } from "../wording.js";
import { CiteTab } from "./cite.js";
import { DataTab } from "./data.js";
import { EmbedTab } from "./embed.js";
import { FilmTab } from "./film.js";
import { LessonTab } from "./lesson.js";
import { LinkTab } from "./link.js";
import { Making } from "./making.js";
import { PictureTab } from "./picture.js";
import { Preview } from "./preview.js";
import { Shown } from "./shown.js";

/** @typedef {"link" | "film" | "picture" | "embed" | "lesson" | "data" | "cite"} Name */
/** @typedef {{root: HTMLElement, opened?: () => unknown}} Tab opened: called when it is shown */

export class ShareSheet {
  /** @type {Name} */
  name = "link";

  /** Loads words and style, then makes the sheet. @param {import("./shown.js").Page} page @returns {Promise<ShareSheet>} */
  static async make(page) {
    const root = make("dialog", { class: "share", "aria-labelledby": "h-share", "data-style": "styles/share.css" });
    await Promise.all([speak("share", "later", "parameters"), styled(root)]);
    return new ShareSheet(root, new Shown(page));
  }

  /** @param {HTMLDialogElement} root @param {Shown} shown */
  constructor(root, shown) {
    this.root = root;
    const making = new Making(shown);
    this.preview = new Preview(shown, () => making.render());
    /** @type {Record<Name, Tab>} */
    this.tabs = {
      link: new LinkTab(shown, making),
      film: new FilmTab(shown, making, (shape) => this.preview.film(shape)),
      picture: new PictureTab(shown, making),
      embed: new EmbedTab(shown, (figure) => this.preview.figure(figure)),
      lesson: new LessonTab(shown, (card) => this.preview.stage(card)),
      data: new DataTab(shown, making),
      cite: new CiteTab(shown, making),
    };
    this.names = /** @type {Name[]} */ (Object.keys(this.tabs));
    this.heads = this.names.map((name) => this.head(name));
    const list = make("div", { class: "ways", role: "tablist", "aria-labelledby": "h-share" }, ...this.heads);
    list.addEventListener("keydown", (event) => this.key(event));
    const close = button({ class: "close", ...wording({ text: "dialog.close" }) }, () => root.close());
    const title = make("h2", { id: "h-share", ...wording({ text: "share.title" }) });
    root.append(
      make("div", { class: "heading" }, title, close),
      this.preview.root,
      list,
      ...this.names.map((name) => this.panel(name)),
      making.told,
      note("share.note"),
    );
    root.addEventListener("close", () => this.preview.stop());
    document.body.append(root);
  }

  /** @param {Name} name */
  head(name) {
    const attributes = {
      role: "tab",
      id: `share-${name}`,
      "aria-controls": `sharing-${name}`,
      "data-share": name,
      ...wording({ text: `share.tab.${name}` }),
    };
    return button(attributes, () => this.show(name));
  }

  /** @param {Name} name */
  panel(name) {
    const attributes = { role: "tabpanel", id: `sharing-${name}`, "aria-labelledby": `share-${name}` };
    return make("section", attributes, this.tabs[name].root);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const at = this.names.indexOf(this.name);
    const { length } = this.names;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + length) % length;
    this.show(this.names[next]);
    this.heads[next].focus();
  }

  /** @param {Name} [name] the tab that is shown */
  open(name = this.name) {
    this.root.showModal();
    this.show(name);
    this.preview.start();
  }

  /** @param {Name} name */
  show(name) {
    this.name = name;
    for (const [i, head] of this.heads.entries()) {
      const chosen = this.names[i] === name;
      head.setAttribute("aria-selected", String(chosen));
      head.tabIndex = chosen ? 0 : -1;
      const panel = this.tabs[this.names[i]].root.parentElement;
      if (panel) panel.hidden = !chosen;
    }
    this.preview.stage();
    this.tabs[name].opened?.();
  }
}
