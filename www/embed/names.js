/** The views of a figure, by name. */
export const views = /** @type {const} */ (["denoise", "train", "heat", "couplings", "unit", "compare"]);
