// Readers of what the page saves that share no code with it: the browser's own decoders in an empty
// page, a reader of .npy, and the fingerprint from its definition (FNV-1a over little-endian bytes).

import { strict as assert } from "node:assert";
import { buffer } from "node:stream/consumers";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {{width: number, height: number, data: Uint8Array}} Picture RGBA */

/** Runs in a page without a content security policy of its own. @template A, R @param {Page} page @param {(input: A) => R} what @param {A} input @returns {Promise<Awaited<R>>} */
async function elsewhere(page, what, input) {
  const other = await page.context().newPage();
  await other.goto(new URL("built/notices.txt", page.url()).href); // a secure context
  try {
    return await other.evaluate(/** @type {any} */ (what), input);
  } finally {
    await other.close();
  }
}

/** @param {{width: number, height: number, data: string}} picture @returns {Picture} */
const unpacked = ({ width, height, data }) => ({ width, height, data: Buffer.from(data, "base64") });

/** @param {Page} page @param {Buffer} bytes @param {string} type @returns {Promise<Picture>} */
export async function decodePicture(page, bytes, type) {
  const input = { data: bytes.toString("base64"), type };
  const picture = await elsewhere(
    page,
    async ({ data, type }) => {
      const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
      context.drawImage(bitmap, 0, 0);
      const { width, height, data: pixels } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      let text = "";
      for (let i = 0; i < pixels.length; i += 8192) text += String.fromCharCode(...pixels.subarray(i, i + 8192));
      return { width, height, data: btoa(text) };
    },
    input,
  );
  return unpacked(picture);
}

/** What a GIF or a video shows last, how long it is, and, for a GIF, of how many frames. @param {Page} page @param {Buffer} bytes @param {string} type @returns {Promise<{count: number, seconds: number, last: Picture}>} */
export async function filmFrames(page, bytes, type) {
  const input = { data: bytes.toString("base64"), type };
  const film = await elsewhere(
    page,
    async ({ data, type }) => {
      const blob = new Blob([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], { type });
      /** @param {CanvasImageSource} source @param {number} width @param {number} height */
      const pixels = (source, width, height) => {
        const canvas = new OffscreenCanvas(width, height);
        const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
        context.drawImage(source, 0, 0);
        const all = context.getImageData(0, 0, width, height).data;
        let text = "";
        for (let i = 0; i < all.length; i += 8192) text += String.fromCharCode(...all.subarray(i, i + 8192));
        return { width, height, data: btoa(text) };
      };
      if (type === "image/gif") {
        const decoder = new ImageDecoder({ data: await blob.arrayBuffer(), type });
        await decoder.tracks.ready;
        await decoder.completed;
        const count = decoder.tracks.selectedTrack?.frameCount ?? 0;
        let seconds = 0;
        /** @type {ReturnType<typeof pixels> | null} */
        let last = null;
        for (let frameIndex = 0; frameIndex < count; frameIndex++) {
          const { image } = await decoder.decode({ frameIndex });
          seconds += (image.duration ?? 0) / 1e6;
          if (frameIndex === count - 1) last = pixels(image, image.displayWidth, image.displayHeight);
          image.close();
        }
        return { count, seconds, last };
      }
      const video = document.createElement("video");
      video.muted = true;
      video.src = URL.createObjectURL(blob);
      await new Promise((done, failed) => {
        video.onloadeddata = done;
        video.onerror = () => failed(new Error(video.error?.message));
      });
      const seconds = video.duration;
      // Where a video has been sought its frame may not be there to be drawn yet; a page that is not seen never shows it.
      const shown = new Promise((done) => video.requestVideoFrameCallback(done));
      const sought = new Promise((done) => {
        video.onseeked = done;
      });
      video.currentTime = seconds - 0.05;
      await sought;
      await Promise.race([shown, new Promise((done) => setTimeout(done, 1000))]);
      return { count: 0, seconds, last: pixels(video, video.videoWidth, video.videoHeight) };
    },
    input,
  );
  assert.ok(film.last);
  return { ...film, last: unpacked(film.last) };
}

/** @typedef {{shape: number[], values: Float32Array}} Npy */

/** Float32 in C order. @param {Buffer} bytes @returns {Npy} */
export function readNpy(bytes) {
  assert.equal(bytes.subarray(0, 6).toString("latin1"), "\x93NUMPY");
  const length = bytes.readUInt16LE(8);
  const header = bytes.subarray(10, 10 + length).toString("latin1");
  assert.match(header, /'descr': '<f4', 'fortran_order': False/);
  const shape = (/'shape': \(([^)]*)\)/.exec(header)?.[1] ?? "")
    .split(",")
    .filter((s) => s.trim())
    .map(Number);
  const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) =>
    bytes.readFloatLE(10 + length + 4 * i),
  );
  assert.equal(bytes.length, 10 + length + 4 * values.length);
  return { shape, values };
}

/** The hash of a run's samples. @param {Npy} npy */
export function fingerprintOf({ shape: [samples, units], values }) {
  const hash = (/** @type {Uint8Array} */ bytes) =>
    bytes.reduce((h, byte) => ((h ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn, 0xcbf29ce484222325n);
  const all = new DataView(new ArrayBuffer(8 * samples));
  for (let s = 0; s < samples; s++) {
    const row = values.slice(s * units, (s + 1) * units);
    all.setBigUint64(8 * s, hash(new Uint8Array(row.buffer)), true);
  }
  return hash(new Uint8Array(all.buffer)).toString(16).padStart(16, "0");
}

/** @param {Page} page @param {string} kind @returns {Promise<Buffer>} */
export async function saved(page, kind) {
  const [download] = await Promise.all([
    page.waitForEvent("download", { timeout: 60_000 }),
    page.click(`[data-file="${kind}"]`),
  ]);
  assert.match(download.suggestedFilename(), new RegExp(`^thermogen-[0-9a-f]{16}\\.${kind.replace(".", "\\.")}$`));
  return buffer(await download.createReadStream());
}

/** Brightness of every unit of every sample in a picture of the grid. @param {{width: number, height: number, data: Uint8Array}} picture @param {number} columns @param {number} count @param {number} side */
export function units({ width, data }, columns, count, side) {
  const scale = width / (columns * (side + 1) - 1);
  assert.equal(scale % 1, 0, "whole pixels per unit");
  return Array.from({ length: count }, (_, s) =>
    Array.from({ length: side * side }, (_, unit) => {
      const x = ((s % columns) * (side + 1) + (unit % side) + 0.5) * scale;
      const y = (Math.floor(s / columns) * (side + 1) + Math.floor(unit / side) + 0.5) * scale;
      return data[4 * (Math.floor(y) * width + Math.floor(x))];
    }),
  );
}

/** Whether a figure shows what its view is for. Runs in the page. @param {string} selector */
export function shows(selector) {
  const figure = /** @type {any} */ (document.querySelector(selector));
  const view = figure?.getAttribute("view") ?? "denoise";
  const within = (/** @type {string} */ part) => figure.shadowRoot?.querySelector(part)?.dataset ?? {};
  if (view === "unit") return Number(within(".rung").samples) > 200;
  if (view === "landscape") return Number(within("canvas").heat) > 0;
  if (view === "game") return Number(within(".game").odds) > 1;
  return figure?.state?.step > 0 && figure.state.step === figure.state.steps;
}
