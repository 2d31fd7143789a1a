/**
 * The kind of a picture and its size, from its first bytes, before anything is decoded: a small file may hold a picture
 * that fills the memory. Names and types of files are not looked at, as they lie.
 *
 * PNG (third edition, 11.2.1), JPEG (T.81, B.2.2), GIF89a, WebP (RFC 9649), BMP, TIFF 6, HEIF and AVIF (ISO/IEC
 * 23008-12, property `ispe`), SVG. Limit: the sizes of TIFF and SVG are not read.
 */

/** How much of a file is looked at: a photograph's size may stand behind its small preview. */
export const headBytes = 512 * 1024;

/** @typedef {{kind: "" | "PNG" | "JPEG" | "GIF" | "WebP" | "BMP" | "TIFF" | "AVIF" | "HEIC" | "SVG", width: number, height: number}} Header kind "" where it is no picture, sizes 0 where they are not known */

/** @param {Uint8Array} bytes @param {number} at @param {number} length */
const letters = (bytes, at, length) => String.fromCharCode(...bytes.subarray(at, at + length));

/** @param {Uint8Array} bytes @returns {Header} */
export function headerOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = letters(bytes, 0, 4);
  try {
    if (start === "\x89PNG") return { kind: "PNG", width: view.getUint32(16), height: view.getUint32(20) };
    if (start.startsWith("\xff\xd8\xff")) return { kind: "JPEG", ...jpeg(view) };
    if (start === "GIF8") return { kind: "GIF", width: view.getUint16(6, true), height: view.getUint16(8, true) };
    if (start === "RIFF" && letters(bytes, 8, 4) === "WEBP") return { kind: "WebP", ...webp(view, bytes) };
    if (start.startsWith("BM") && view.getUint32(14, true) >= 40 && view.getUint32(14, true) <= 124)
      return { kind: "BMP", width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
    if (start === "II*\0" || start === "MM\0*") return { kind: "TIFF", width: 0, height: 0 };
    if (letters(bytes, 4, 4) === "ftyp") return boxes(view, bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // cut short: the decoder will say so
  }
  return { kind: isSvg(bytes) ? "SVG" : "", width: 0, height: 0 };
}

/** The frame header is behind other segments, each with its length. @param {DataView} view */
function jpeg(view) {
  for (let at = 2; at + 9 <= view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
  }
  return { width: 0, height: 0 };
}

/** @param {DataView} view @param {Uint8Array} bytes */
function webp(view, bytes) {
  const kind = letters(bytes, 12, 4);
  const three = (/** @type {number} */ at) => view.getUint16(at, true) + 65536 * view.getUint8(at + 2);
  if (kind === "VP8X") return { width: three(24) + 1, height: three(27) + 1 };
  if (kind === "VP8L") {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

/** The largest picture of a file of boxes; "" for films and others. @param {DataView} view @param {Uint8Array} bytes @returns {Header} */
function boxes(view, bytes) {
  const brands = letters(bytes, 8, Math.min(64, view.getUint32(0) - 8));
  const kind = /avi[fs]/.test(brands) ? "AVIF" : /he[iv][cxms]|mif1|msf1/.test(brands) ? "HEIC" : "";
  const found = { width: 0, height: 0 };
  for (let at = 0; kind && at + 16 <= Math.min(bytes.length, 65536); at++) {
    if (bytes[at] !== 0x69 || letters(bytes, at, 4) !== "ispe") continue;
    const [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (width * height > found.width * found.height) Object.assign(found, { width, height });
  }
  return { kind, ...found };
}

/** @param {Uint8Array} bytes */
const isSvg = (bytes) =>
  /^\uFEFF?\s*(<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg[\s>]/i.test(
    new TextDecoder().decode(bytes.subarray(0, 4096)),
  );
