/** What the parameters are called and mean: as the one table says it. */
import words from "../../built/labels.js";

/** @typedef {Record<`label.${string}` | `help.${string}`, string>} ParameterWords */

export default /** @type {ParameterWords} */ (
  Object.fromEntries(
    Object.entries(words).flatMap(([name, { label, help }]) => [
      [`label.${name}`, label],
      [`help.${name}`, help],
    ]),
  )
);
