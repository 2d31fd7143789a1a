/**
 * Reads one IDX file with the core's reader, away from the page's thread, and ends.
 *
 * The worker's name is the build to run. It is sent the bytes of a file, gzipped or not, and answers
 * with images, labels, or what is wrong.
 */

/** @typedef {import("./own/files.js").Answer} Answer */

const build = self.name === "portable" ? "portable" : "simd";

/** @param {typeof import("./built/simd/tools.js")} core @param {Uint8Array} bytes @returns {Answer} */
function read(core, bytes) {
  try {
    const file = core.readIdxImages(bytes);
    const { count, rows, cols } = file;
    return { images: { count, rows, cols, pixels: file.pixels() } };
  } catch (error) {
    try {
      return { labels: core.readIdxLabels(bytes) };
    } catch {
      return { error: /** @type {Error} */ (error).message };
    }
  }
}

self.addEventListener("message", async ({ data }) => {
  /** @type {Answer} */
  let answer;
  try {
    const core = await import(`./built/${build}/tools.js`);
    const wasm = new URL(`./built/${build}/tools_bg.wasm`, import.meta.url);
    await core.default({ module_or_path: wasm });
    answer = read(core, new Uint8Array(data));
  } catch (error) {
    answer = { error: `The reader could not be loaded: ${/** @type {Error} */ (error).message}` };
  }
  const transfer = "images" in answer ? [answer.images.pixels.buffer] : [];
  /** @type {Worker} */ (/** @type {unknown} */ (self)).postMessage(answer, transfer);
});
