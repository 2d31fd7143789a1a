/** What several panels say of a training. */
import { text } from "../texts.js";

/** @param {Record<string, unknown>} settings @returns {string} its rule and iterations */
export const trainingOf = ({ trainer, iterations }) =>
  text("trust.trained", { trainer: String(trainer), iterations: String(iterations) });
