// The frontier of generation of a class: class accuracy against diversity, by settings.
// Trains the preset class-codes on the first 150 images of each class with one setting changed
// at a time, generates for every class, measures with `thermogen quality`, writes docs/frontier.csv
// and docs/frontier.svg.
//   node scripts/frontier.mjs IMAGES.idx.gz LABELS.idx.gz [--samples 100] [--dt 0.01] [--seed 1] [--folder DIR]
// IMAGES and LABELS are MNIST's in IDX, at least 1,000 beyond those trained on. DIR keeps samples, so that
// a second call goes on where the first stopped. THERMOGEN names the program (default target/release).
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    samples: { type: "string", default: "100" },
    dt: { type: "string", default: "0.01" },
    seed: { type: "string", default: "1" },
    folder: { type: "string" },
  },
});
const [images, labels] = positionals;
if (!images || !labels) {
  console.error("usage: node scripts/frontier.mjs IMAGES.idx.gz LABELS.idx.gz [--samples N] [--folder DIR]");
  process.exit(2);
}
const program = process.env.THERMOGEN ?? "target/release/thermogen";
const folder = options.folder ?? mkdtempSync(join(tmpdir(), "frontier-"));
mkdirSync(folder, { recursive: true });
const CLASSES = [...Array(10).keys()];
const PER_CLASS = "150";

/** Flags that differ from the preset's, for training and for generation alone. @typedef {{train?: string, generate?: string}} Change */

/** What is varied, a panel of the plot each; an empty change is the preset itself. @type {{name: string, points: [string, Change][]}[]} */
const PANELS = [
  {
    name: "codes per class",
    points: [
      ["1", { train: "--codes-per-class 1" }],
      ["2", { train: "--codes-per-class 2" }],
      ["4", {}],
      ["8", { train: "--codes-per-class 8" }],
    ],
  },
  {
    name: "scale factor",
    points: [
      ["0.5", { train: "--scale-factor 0.5 --readout-scale 0.17" }],
      ["0.7", {}],
      ["0.9", { train: "--scale-factor 0.9 --readout-scale 0.31" }],
    ],
  },
  {
    name: "iterations",
    points: [
      ["20", { train: "--iterations 20" }],
      ["30", { train: "--iterations 30" }],
      ["60", {}],
      ["120", { train: "--iterations 120" }],
    ],
  },
  {
    name: "class drive",
    points: [
      ["1", { generate: "--class-drive 1" }],
      ["1.5", {}],
      ["2.5", { generate: "--class-drive 2.5" }],
    ],
  },
  {
    name: "time before cooling",
    points: [
      ["1", { generate: "--time 1" }],
      ["2.5", {}],
      ["5", { generate: "--time 5" }],
    ],
  },
  {
    name: "cooling",
    points: [
      ["0", { generate: "--cool 0" }],
      ["1", { generate: "--cool 1" }],
      ["3", {}],
    ],
  },
  {
    name: "code units, of 752 hidden",
    points: [
      ["80", { train: "--class-units 80" }],
      ["160", { train: "--class-units 160" }],
      ["240", {}],
      ["400", { train: "--class-units 400" }],
    ],
  },
  {
    name: "pixels that are copied",
    points: [
      ["first", { train: "--copy-pixels paper" }],
      ["varied", {}],
    ],
  },
];

/** @param {string[]} words */
const run = (words) => JSON.parse(execFileSync(program, [...words, "--json"], { encoding: "utf8" }));
const flags = (/** @type {string} */ text = "") => text.split(" ").filter(Boolean);
const mean = (/** @type {number[]} */ values) => values.reduce((sum, v) => sum + v, 0) / values.length;

/** Trains and generates what is not there yet; pixels of every class, and their mean heat. @param {Change} change */
function samples({ train, generate }) {
  const name = (text = "") => text.replaceAll(/[^a-z0-9.]+/g, "_");
  const model = join(folder, `model${name(train)}`);
  const stem = join(folder, `samples${name(train)}-${name(generate)}_`);
  const data = ["--images", images, "--labels", labels, "--per-class", PER_CLASS];
  const preset = ["--preset", "class-codes", ...flags(train)];
  if (!existsSync(model)) run(["train", ...data, ...preset, "--seed", options.seed, "--out", model]);
  for (const label of CLASSES.filter((label) => !existsSync(`${stem}${label}.json`))) {
    const how = ["--class", `${label}`, "--samples", options.samples, "--dt", options.dt, ...flags(generate)];
    const seed = ["--seed", `${100 * Number(options.seed) + label}`];
    const out = ["--out", join(folder, "states.npy"), "--pixels", `${stem}${label}.npy`];
    writeFileSync(`${stem}${label}.json`, JSON.stringify(run(["generate", "--model", model, ...how, ...seed, ...out])));
  }
  const about = CLASSES.map((label) => JSON.parse(readFileSync(`${stem}${label}.json`, "utf8")));
  return {
    pixels: CLASSES.map((label) => `${stem}${label}.npy`),
    heat: mean(about.map((a) => a.heat_emitted_mean_kT)),
  };
}

/** @param {string[]} files */
function measured(files) {
  const real = ["--images", images, "--labels", labels, "--per-class", PER_CLASS];
  return run(["quality", "--pixels", files.join(), "--class", CLASSES.join(), ...real]);
}

const COLUMNS = [
  "setting",
  "value",
  "samples",
  "class_accuracy",
  "class_accuracy_standard_error",
  "diversity",
  "novelty",
  "off_target",
  "heat_emitted_mean_kT",
];
/** @type {Record<string, any>[]} */
const rows = [];
for (const { name: setting, points } of PANELS) {
  for (const [value, change] of points) {
    const { pixels, heat } = samples(change);
    rows.push({ setting, value, ...measured(pixels), heat_emitted_mean_kT: heat });
    const row = rows[rows.length - 1];
    console.error(setting, value, row.class_accuracy, row.diversity, row.novelty, heat);
  }
}
const cell = (/** @type {unknown} */ x) => (typeof x === "number" ? `${Number(x.toFixed(4))}` : `"${x}"`);
const csv = [COLUMNS.join(), ...rows.map((row) => COLUMNS.map((column) => cell(row[column])).join())];
writeFileSync("docs/frontier.csv", `${csv.join("\n")}\n`);
writeFileSync("docs/frontier.svg", plot());
console.error(`docs/frontier.csv, docs/frontier.svg; samples in ${folder}`);

/** Small multiples: one panel for each setting, all with the same axes. */
function plot() {
  const [across, wide, high] = [4, 236, 216];
  const [left, top, inner, tall] = [44, 44, 180, 140];
  const range = { x: [0.55, 1.1], y: [0.84, 1] };
  const x = (/** @type {number} */ v) => left + ((v - range.x[0]) / (range.x[1] - range.x[0])) * inner;
  const y = (/** @type {number} */ v) => top + tall - ((v - range.y[0]) / (range.y[1] - range.y[0])) * tall;
  const panels = PANELS.map(({ name }, k) => {
    const at = `translate(${(k % across) * wide} ${Math.floor(k / across) * high + 24})`;
    const here = rows.filter(({ setting }) => setting === name);
    const place = (/** @type {any} */ row) => [
      x(row.diversity).toFixed(1),
      y(Math.max(row.class_accuracy, range.y[0])).toFixed(1),
    ];
    const marks = here.map((row) => {
      const [cx, cy] = place(row);
      const error = (row.class_accuracy_standard_error * tall) / (range.y[1] - range.y[0]);
      const bar = `<path d="M${cx} ${(Number(cy) - error).toFixed(1)}v${(2 * error).toFixed(1)}"/>`;
      const below = row.class_accuracy < range.y[0] ? ` (${(100 * row.class_accuracy).toFixed(0)} %)` : "";
      return `${bar}<circle cx="${cx}" cy="${cy}" r="3.5" fill="#0b5fa5"/><text stroke="none" x="${cx}" y="${Number(cy) + 17}" text-anchor="middle">${row.value}${below}</text>`;
    });
    return [
      `<g transform="${at}" fill="#222"><text x="${left}" y="${top - 14}" font-weight="bold">${name}</text>`,
      `<rect x="${x(0.8)}" y="${y(1)}" width="${x(range.x[1]) - x(0.8)}" height="${y(0.97) - y(1)}" fill="#e6f0e0"/>`,
      `<path d="M${left} ${top}v${tall}h${inner}" fill="none" stroke="#888"/>`,
      ...[0.6, 0.8, 1].map((v) => `<text x="${x(v)}" y="${top + tall + 16}" text-anchor="middle">${v}</text>`),
      ...[0.85, 0.9, 0.95, 1].map(
        (v) => `<text x="${left - 6}" y="${y(v) + 4}" text-anchor="end">${Math.round(100 * v)}</text>`,
      ),
      `<g stroke="#0b5fa5"><polyline fill="none" points="${here.map((row) => place(row).join()).join(" ")}"/>${marks.join("")}</g></g>`,
    ].join("\n");
  });
  const [width, height] = [across * wide + 8, Math.ceil(PANELS.length / across) * high + 40];
  const title = "class accuracy of all samples, %, against their diversity (1: as various as real digits)";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img">`,
    `<title>Class accuracy against diversity of generated digits</title><rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${left}" y="26" font-size="14">${title}</text>`,
    ...panels,
    "</svg>\n",
  ].join("\n");
}
