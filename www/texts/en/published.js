/** What is said of published values: as the core says it. */
import published from "../../built/published.js";

/** @typedef {Record<`published.${string}`, string>} PublishedWords */

export default /** @type {PublishedWords} */ (
  Object.fromEntries(
    published.flatMap(({ name, scale_factor, place, about }) => [
      [`published.${name}.${scale_factor ?? "any"}.place`, place],
      [`published.${name}.${scale_factor ?? "any"}.about`, about],
    ]),
  )
);
