// How well the preset completion restores what was erased: trains on the first 150 images of each class,
// erases the lower half of unseen images, and correlates what is restored with the truth, beside the
// mean lower half of the class predicted from the upper half (nearest mean image), and of other classes.
//   node scripts/completion.mjs IMAGES.idx.gz LABELS.idx.gz [--count 400]
// IMAGES and LABELS are MNIST's in IDX, gzipped. The unseen images are spread evenly over the rest of
// the file. THERMOGEN names the program (default target/release).
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { correlation } from "../www/means.js";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: "string", default: "400" }, seed: { type: "string", default: "1" } },
});
const [images, labels] = positionals;
if (!images || !labels) {
  console.error("usage: node scripts/completion.mjs IMAGES.idx.gz LABELS.idx.gz [--count N] [--seed S]");
  process.exit(2);
}
const program = process.env.THERMOGEN ?? "target/release/thermogen";
const [PER_CLASS, PIXELS, HALF, READOUT] = [150, 784, 392, 0.5];
const folder = mkdtempSync(join(tmpdir(), "completion-"));
const file = (/** @type {string} */ name) => join(folder, name);

const pixels = gunzipSync(readFileSync(images)).subarray(16);
const classes = [...gunzipSync(readFileSync(labels)).subarray(8)];
const image = (/** @type {number} */ k) => Array.from(pixels.subarray(k * PIXELS, (k + 1) * PIXELS), (p) => p / 255);
const seen = Array.from({ length: 10 }, () => /** @type {number[]} */ ([]));
const rest = /** @type {number[]} */ ([]);
classes.forEach((c, k) => {
  (seen[c].length < PER_CLASS ? seen[c] : rest).push(k);
});
const count = Math.min(Number(options.count), rest.length);
const chosen = Array.from({ length: count }, (_, k) => rest[Math.floor((k * rest.length) / count)]);

/** An array of float32 as .npy. @param {string} name @param {number[]} shape @param {number[]} values */
function npy(name, shape, values) {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join()},), }`;
  const header = `${text.padEnd(117)}\n`;
  const start = Buffer.concat([
    Buffer.from("\x93NUMPY\x01\x00", "latin1"),
    Buffer.from([header.length, 0]),
    Buffer.from(header),
  ]);
  writeFileSync(file(name), Buffer.concat([start, Buffer.from(Float32Array.from(values).buffer)]));
  return file(name);
}

/** The rows of a float32 .npy of `count` × PIXELS. @param {string} path */
function rows(path) {
  const bytes = readFileSync(path);
  const values = new Float32Array(new Uint8Array(bytes.subarray(10 + bytes.readUInt16LE(8))).buffer);
  return Array.from({ length: count }, (_, k) => [...values.subarray(k * PIXELS, (k + 1) * PIXELS)]);
}

/** @param {string[]} words */
const run = (words) => JSON.parse(execFileSync(program, [...words, "--json"], { encoding: "utf8" }));
const preset = ["--preset", "completion", "--seed", options.seed];
const model = file("model");
const training = run([
  "train",
  "--images",
  images,
  "--labels",
  labels,
  "--per-class",
  `${PER_CLASS}`,
  ...preset,
  "--out",
  model,
]);
const mask = npy(
  "mask.npy",
  [PIXELS],
  Array.from({ length: PIXELS }, (_, i) => (i < HALF ? 1 : 0)),
);
const held = chosen.flatMap((k) => image(k).map((p) => READOUT * (2 * p - 1)));
const clamps = ["--clamp-mask", mask, "--clamp-values", npy("values.npy", [count, PIXELS], held)];
run([
  "generate",
  "--model",
  model,
  ...preset,
  "--samples",
  `${count}`,
  ...clamps,
  "--out",
  file("states.npy"),
  "--pixels",
  file("pixels.npy"),
]);

/** 0 where one of the two is constant. @param {number[]} a @param {number[]} b */
const likeness = (a, b) => correlation(a, b) || 0;
const means = seen.map((members) => {
  const sum = new Array(PIXELS).fill(0);
  for (const k of members) {
    image(k).forEach((p, i) => {
      sum[i] += p / members.length;
    });
  }
  return sum;
});
const distance = (/** @type {number[]} */ a, /** @type {number[]} */ b) =>
  a.slice(0, HALF).reduce((sum, x, i) => sum + (x - b[i]) ** 2, 0);
const restored = rows(file("pixels.npy"));
const lower = (/** @type {number[]} */ x) => x.slice(HALF);
const results = chosen.map((k, row) => {
  const truth = image(k);
  const far = means.map((mean) => distance(truth, mean));
  const predicted = far.indexOf(Math.min(...far));
  const of = means.map((mean) => likeness(lower(mean), lower(truth)));
  const others = of.filter((_, c) => c !== classes[k]);
  return {
    restored: likeness(lower(restored[row]), lower(truth)),
    predicted_class_mean: of[predicted],
    true_class_mean: of[classes[k]],
    other_class_mean: others.reduce((sum, x) => sum + x, 0) / others.length,
    right: predicted === classes[k] ? 1 : 0,
  };
});
const summary = (/** @type {(row: typeof results[0]) => number} */ of) => {
  const numbers = results.map(of);
  const mean = numbers.reduce((sum, x) => sum + x, 0) / count;
  const square = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (count - 1);
  return { mean: Number(mean.toFixed(4)), standard_error: Number(Math.sqrt(square / count).toFixed(4)) };
};
console.log(
  JSON.stringify(
    {
      images: count,
      training_seconds: training.seconds,
      restored: summary((row) => row.restored),
      predicted_class_mean: summary((row) => row.predicted_class_mean),
      restored_less_predicted: summary((row) => row.restored - row.predicted_class_mean),
      true_class_mean: summary((row) => row.true_class_mean),
      other_class_mean: summary((row) => row.other_class_mean),
      class_predicted_rightly: summary((row) => row.right),
    },
    null,
    2,
  ),
);
