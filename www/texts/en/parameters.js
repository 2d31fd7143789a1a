/**
 * The names of the parameters, and a sentence on each, as the one table has them. Figures do not load these words.
 */
import table from "../../built/labels.js";

/** @typedef {Record<`label.${string}` | `help.${string}`, string>} ParameterWords */

export default /** @type {ParameterWords} */ (
  Object.fromEntries(
    Object.entries(table).flatMap(([name, { label, help }]) => [
      [`label.${name}`, label],
      [`help.${name}`, help],
    ]),
  )
);
