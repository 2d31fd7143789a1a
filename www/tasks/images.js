/** Training images as bytes: glyphs are drawn by the core, others are given. */

/** @typedef {{glyphs: (ids: Uint8Array, size: number, seed: number, first: number) => Uint8Array}} Draws */

/**
 * @param {Draws} wasm @param {import("./messages.js").Images} images @param {import("./messages.js").Settings} settings of the training
 * @returns {{pixels: Uint8Array, labels: Uint8Array, width: number, height: number}}
 */
export function given(wasm, images, settings) {
  if (images.kind === "bytes") return images;
  const { ids, size, first } = images;
  return { pixels: wasm.glyphs(ids, size, Number(settings.seed), first), labels: ids, width: size, height: size };
}
