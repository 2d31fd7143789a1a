/** What the parameters are called and mean: as the one table says it. */
import table from "../../built/parameters.js";

/** @typedef {Record<`label.${string}` | `help.${string}`, string>} ParameterWords */

export default /** @type {ParameterWords} */ (
  Object.fromEntries(
    table.flatMap(({ name, label, help }) => [
      [`label.${name}`, label],
      [`help.${name}`, help],
    ]),
  )
);
