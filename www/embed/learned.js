/** Images that a page or a notebook gives to a figure, in place of those of its scene. */
import { keepFile, labelsOf } from "../data.js";

/**
 * @typedef {object} GivenImages
 * @property {Uint8Array} pixels 0…255, image after image, row by row, the channels of a pixel side by side
 * @property {number} width
 * @property {number} height
 * @property {number} [channels] 1 or 3
 * @property {Uint8Array | null} [labels] one of each image
 */

/** The set of these images, all of which are learned. @param {GivenImages} images @returns {import("../data.js").PatternSet} */
function setOf({ pixels, width, height, channels = 1, labels = null }) {
  const count = pixels.length / (width * height * channels);
  if (!(Number.isInteger(count) && count > 0)) throw new Error("images: the pixels do not fill whole images");
  if (labels && labels.length !== count)
    throw new Error(`labels: are ${labels.length}; one of each of ${count} images`);
  const own = channels === 3 ? Uint8Array.from({ length: count }, (_, k) => k) : labels;
  const names = own && channels === 3 ? Array.from(own, String) : undefined;
  const file = keepFile({ name: "images", count, width, height, pixels, labels: own, channels, names });
  return { source: "file", names: labelsOf(file), size: width, first: 0, each: count, file };
}

/** The set that a figure learns in place of that of its scene, if it has one. */
export class Own {
  /** @type {import("../data.js").PatternSet | null} */
  #set = null;

  /** Learns these images, at once where the figure runs. @param {GivenImages | null} images @param {import("./figure.js").Figure} figure */
  take(images, figure) {
    try {
      this.#set = images && setOf(images);
    } catch (error) {
      figure.complain([{ field: "images", message: /** @type {Error} */ (error).message }]);
    }
    if (figure.place) figure.open(figure.place);
  }

  /** What a link says, with these images. @param {import("../link/scenes.js").Place} place */
  over(place) {
    return this.#set ? { ...place, patterns: this.#set } : place;
  }
}
