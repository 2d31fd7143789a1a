/** What a receipt is written from: the model on the stage, how it was learned, and the run in the order that made it. */
import { imagesOf } from "../images.js";

/** @param {import("./session.js").Session} session @returns {Promise<import("../tasks/receipts.js").Writing | null>} null where there is no such run, or another by then */
export async function receiptInput(session) {
  const { model, patterns, training, preset, loss, first } = session;
  const learned = session.checkpoints.learned?.settings;
  if (!model || !learned) return null;
  const images = await imagesOf(patterns);
  if (session.model !== model) return null;
  const iterations = training.shown;
  const whole = iterations === training.iterations;
  return {
    model: model.data,
    settings: { ...learned, iterations },
    images,
    preset,
    madeBy: navigator.userAgent,
    loss: loss[iterations - 1] ?? null,
    seconds: whole ? training.took / 1000 : null,
    order: session.generation.orderOf(first, Number(session.settings.samples)),
  };
}
