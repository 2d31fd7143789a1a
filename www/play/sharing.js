/**
 * What is on the stage, to be made again elsewhere: a link to the Lab, and a receipt. The run without end is cut off at the
 * moment that is shown, so the last state that the link or the receipt makes is the picture that was seen, to the bit.
 */
import { make } from "../dom.js";
import { save } from "../files.js";
import { imagesOf } from "../images.js";
import { eventText } from "../link/events.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";
import { pageClient } from "../worker/page.js";

/** @typedef {import("../session/session.js").Session} Session */

/** The run up to the moment shown. @param {Session} session */
export function cut({ place, player }) {
  const step = Math.max(1, player.frame?.step ?? 1);
  const time = Number((step * Number(place.settings.generate_dt)).toFixed(6));
  // What happens just before the next step has not yet acted on what is shown.
  const events = place.events.filter((event) => event.step < step);
  return { ...place, settings: { ...place.settings, generate_time: time }, events, compare: null };
}

/** The receipt of that run. @param {Session} session @returns {Promise<string>} */
export async function receiptOf(session) {
  const { model, patterns, preset, training, loss, generation, checkpoints } = session;
  const { settings, events } = cut(session);
  const learned = checkpoints.learned?.settings ?? settings;
  const input = {
    model: model?.data,
    settings: learned,
    images: await imagesOf(patterns),
    preset,
    madeBy: navigator.userAgent,
    loss: loss.at(-1) ?? null,
    seconds: training.took / 1000,
    order: { ...generation.orderOf(session.first, 1), settings, events: events.map(eventText) },
  };
  let written = "";
  await pageClient("tools").result("receipt", input, {
    part: (part) => {
      written = part.text ?? written;
    },
  });
  return written;
}

/** A link to that run, from this page. @param {Session} session @returns {Promise<{url: string, omitted: string[]}>} */
export async function linkOf(session) {
  const { ready, writeLink } = await import("../link/link.js");
  await ready();
  const { fragment, omitted } = writeLink(cut(session));
  return { url: new URL(`lab.html#${fragment}`, location.href.replace(/[?#].*/s, "")).href, omitted };
}

export class Sharing {
  /** @param {HTMLElement} root @param {Session} session */
  constructor(root, session) {
    this.root = root;
    this.session = session;
  }

  /** @returns {Promise<boolean>} whether it is open */
  async toggle() {
    const opens = this.root.hidden !== false;
    if (opens) await this.fill();
    this.root.hidden = !opens;
    return opens;
  }

  async fill() {
    const { root, session } = this;
    if (!session.model) return root.replaceChildren(make("p", wording({ text: "play.share.wait" })));
    const { url, omitted } = await linkOf(session);
    const field = make("input", {
      type: "text",
      readonly: "",
      id: "link",
      ...wording({ "aria-label": "play.share.link" }),
    });
    field.value = url;
    const copied = await navigator.clipboard?.writeText(url).then(
      () => true,
      () => false,
    );
    const told = make("p", { role: "status" }, text(copied ? "play.share.copied" : "play.share.byHand"));
    const left = omitted.length > 0 ? [make("p", {}, text("play.share.left", { what: omitted.join(", ") }))] : [];
    const lab = make("a", { class: "button", href: url, ...wording({ text: "play.share.lab" }) });
    const receipt = make("button", { type: "button", ...wording({ text: "play.share.receipt" }) });
    receipt.addEventListener("click", async () => {
      save("thermogen-receipt.json", await receiptOf(session), "application/json");
    });
    root.replaceChildren(told, ...left, field, make("div", { class: "row" }, lab, receipt));
    if (!copied) field.select();
  }
}
