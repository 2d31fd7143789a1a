// The frontier of class-conditional generation: class accuracy against diversity, by settings.
// Trains the preset class-conditional on the first 150 images of each class with one setting changed
// at a time, generates for every class, measures with `thermogen quality`, writes docs/frontier.csv
// and docs/frontier.svg.
//   node scripts/frontier.mjs IMAGES.idx.gz LABELS.idx.gz [--samples 100] [--dt 0.01] [--seed 1] [--folder DIR]
// IMAGES and LABELS are MNIST's in IDX, at least 1,000 beyond those trained on. DIR keeps samples, so that
// a second call goes on where the first stopped. THERMOGEN names the program (default target/release).
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
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

/** What is varied: one line of the plot each; an empty list of changes is the preset itself. */
const LINES = [
  {
    name: "codes per class",
    points: { 1: ["--codes-per-class", "1"], 2: ["--codes-per-class", "2"], 4: [], 8: ["--codes-per-class", "8"] },
  },
  {
    name: "scale factor (read-out scale with it)",
    points: {
      0.5: ["--scale-factor", "0.5", "--readout-scale", "0.17"],
      0.7: [],
      0.9: ["--scale-factor", "0.9", "--readout-scale", "0.31"],
    },
  },
  { name: "iterations", points: { 20: ["--iterations", "20"], 30: ["--iterations", "30"], 60: [] } },
];

/** @param {string[]} words */
const run = (words) => JSON.parse(execFileSync(program, [...words, "--json"], { encoding: "utf8" }));

/** Trains and generates unless the samples are there; one file of pixels for each class. @param {string[]} changes */
function samples(changes) {
  const name = changes.join("").replaceAll("--", "_") || "_preset";
  const model = join(folder, `model${name}`);
  const file = (/** @type {number} */ label) => join(folder, `pixels${name}_${label}.npy`);
  const data = ["--images", images, "--labels", labels, "--per-class", PER_CLASS];
  const preset = ["--preset", "class-conditional", ...changes];
  if (!existsSync(model)) run(["train", ...data, ...preset, "--seed", options.seed, "--out", model]);
  for (const label of CLASSES.filter((label) => !existsSync(file(label)))) {
    const how = ["--class", `${label}`, "--samples", options.samples, "--dt", options.dt];
    const seed = ["--seed", `${100 * Number(options.seed) + label}`];
    run(["generate", "--model", model, ...how, ...seed, "--out", join(folder, "states.npy"), "--pixels", file(label)]);
  }
  return CLASSES.map(file);
}

/** @param {string[]} files */
const measured = (files) =>
  run([
    "quality",
    "--pixels",
    files.join(),
    "--class",
    CLASSES.join(),
    "--images",
    images,
    "--labels",
    labels,
    "--per-class",
    PER_CLASS,
  ]);

/** @type {Record<string, any>[]} */
const rows = [];
for (const line of LINES) {
  for (const [at, changes] of Object.entries(line.points)) {
    const quality = measured(samples(changes));
    rows.push({ line: line.name, at, ...quality });
    console.error(line.name, at, quality.class_accuracy, quality.diversity, quality.novelty);
  }
}

const COLUMNS = [
  "line",
  "at",
  "samples",
  "class_accuracy",
  "class_accuracy_standard_error",
  "diversity",
  "novelty",
  "off_target",
];
const cell = (/** @type {unknown} */ x) => (typeof x === "number" ? `${Number(x.toFixed(4))}` : `${x}`);
const csv = [COLUMNS.join(), ...rows.map((row) => COLUMNS.map((column) => cell(row[column])).join())];
writeFileSync("docs/frontier.csv", `${csv.join("\n")}\n`);

const BOX = { left: 70, right: 620, top: 20, bottom: 380 };
const RANGE = { x: [0.5, 1.05], y: [0.6, 1] };
const COLOURS = ["#0b5fa5", "#b3501b", "#3a7d34"];
const x = (/** @type {number} */ v) =>
  BOX.left + ((v - RANGE.x[0]) / (RANGE.x[1] - RANGE.x[0])) * (BOX.right - BOX.left);
const y = (/** @type {number} */ v) =>
  BOX.bottom - ((Math.max(v, RANGE.y[0]) - RANGE.y[0]) / (RANGE.y[1] - RANGE.y[0])) * (BOX.bottom - BOX.top);
const ticks = (/** @type {number[]} */ [from, to]) =>
  [...Array(Math.round((to - from) / 0.1) + 1).keys()].map((k) => from + 0.1 * k).filter((v) => v <= to + 1e-9);
const svg = [
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 440" font-family="sans-serif" font-size="13" role="img">`,
  `<title>Class accuracy against diversity of generated digits</title><rect width="660" height="440" fill="#fff"/>`,
  `<rect x="${x(0.8)}" y="${y(1)}" width="${x(RANGE.x[1]) - x(0.8)}" height="${y(0.97) - y(1)}" fill="#e6f0e0"/>`,
  `<path d="M${BOX.left},${BOX.top}V${BOX.bottom}H${BOX.right}" fill="none" stroke="#333"/>`,
  ...ticks(RANGE.x).map((v) => `<text x="${x(v)}" y="${BOX.bottom + 18}" text-anchor="middle">${v.toFixed(1)}</text>`),
  ...ticks(RANGE.y).map(
    (v) => `<text x="${BOX.left - 8}" y="${y(v) + 4}" text-anchor="end">${Math.round(100 * v)} %</text>`,
  ),
  `<text x="345" y="422" text-anchor="middle">diversity (1: as various as real digits)</text>`,
  `<text transform="translate(18 200) rotate(-90)" text-anchor="middle">class accuracy, all samples</text>`,
];
LINES.forEach((line, k) => {
  const points = rows.filter((row) => row.line === line.name);
  const path = points.map((row) => `${x(row.diversity).toFixed(1)},${y(row.class_accuracy).toFixed(1)}`);
  svg.push(`<polyline points="${path.join(" ")}" fill="none" stroke="${COLOURS[k]}"/>`);
  for (const row of points) {
    const [cx, cy, error] = [x(row.diversity), y(row.class_accuracy), row.class_accuracy_standard_error];
    svg.push(
      `<path d="M${cx},${y(Math.min(1, row.class_accuracy + error))}V${y(row.class_accuracy - error)}" stroke="${COLOURS[k]}"/>`,
    );
    svg.push(`<circle cx="${cx}" cy="${cy}" r="4" fill="${COLOURS[k]}"/>`);
    svg.push(`<text x="${cx + 6}" y="${cy + 15 * (k - 1) + 4}" fill="${COLOURS[k]}" font-size="11">${row.at}</text>`);
  }
  svg.push(`<text x="${BOX.left + 20}" y="${BOX.bottom - 60 + 18 * k}" fill="${COLOURS[k]}">● ${line.name}</text>`);
});
writeFileSync("docs/frontier.svg", `${svg.join("\n")}\n</svg>\n`);
console.error(`docs/frontier.csv, docs/frontier.svg; samples in ${folder}`);
