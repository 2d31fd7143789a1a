/** What a figure says of itself: its caption, the text twin of its picture, and what is going on. */
import "../started.js";
import { fixed, heat, signed } from "../format.js";
import { quality } from "../quality.js";
import { text } from "../texts.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */

/** @param {Session} session @param {Frame | null} frame @param {string} own what the author says */
export function caption(session, frame, own) {
  const said = frame ? state(session, frame) : "";
  return own && said ? `${own} ${said}` : own || said;
}

/** @param {Session} session @param {Frame} frame */
function state({ player, phase }, frame) {
  const { best, heat: mean } = quality(frame);
  const values = { count: frame.heat.length, time: fixed(frame.time, 2), overlap: signed(best), heat: heat(mean) };
  if (phase === "trained" && frame.step === 0) return text("embed.start", { samples: values.count });
  const { time, ...rest } = values;
  return phase === "trained" && frame.step >= player.steps ? text("embed.end", rest) : text("embed.now", values);
}

/** @param {Session} session @returns {{words: string, fraction: number | null, broken: boolean}} no words where all goes well */
export function veil({ phase, training, held, error, notice, player, pool }) {
  const { iteration, iterations, fraction } = training;
  if (error) return { words: error.message, fraction: null, broken: false };
  if (phase === "loading") return { words: text("embed.loading"), fraction: null, broken: false };
  if (phase === "broken") return { words: reason(notice, pool.loss), fraction: null, broken: true };
  if (phase === "stopped") return { words: text("embed.stopped"), fraction: null, broken: false };
  if (phase === "training") {
    const words = held ? text("embed.held") : text("embed.learning", { iteration, iterations });
    return { words, fraction, broken: false };
  }
  const hidden = player.target !== null && player.steps > 0;
  return { words: "", fraction: hidden ? player.recorded / player.steps : null, broken: false };
}

/** @param {string} notice @param {import("../worker/client.js").Loss | null} loss */
function reason(notice, loss) {
  if (typeof WebAssembly !== "object") return text("embed.noWasm");
  const forbidden = loss?.reason === "script" || /unsafe-eval|Content Security Policy/i.test(loss?.message ?? notice);
  return forbidden ? `${text("embed.forbidden")} (${notice})` : notice;
}
