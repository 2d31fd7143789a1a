// Stills of the page's scenes, made by the same runs: dist/site/stills/SCENE.png (1200 × 630, eight samples at
// their end), SCENE.json (oEmbed) and SCENE.html, a page without a script that holds the picture, its caption,
// settings, heat and overlap in text, and leads to the running figure. For feeds, print and previews of links.
//   node scripts/stills.mjs         the scenes that train within seconds
//   node scripts/stills.mjs all     every scene; minutes
// THERMOGEN_URL, the address that the site will have, makes the addresses in them absolute, as oEmbed and
// previews of links need. Run after scripts/embed.mjs.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { encode } from "fast-png";
import { keepAsset } from "../www/assets.js";
import { glyphNames } from "../www/built/parameters.js";
import { pictureNames } from "../www/data.js";
import { snippets } from "../www/embed/snippets.js";
import { fixed } from "../www/format.js";
import { imagesOf } from "../www/images.js";
import { opening, presetOf, scenes } from "../www/link/scenes.js";
import { parameters } from "../www/link/settings.js";
import { colourOf } from "../www/pictures/brightness.js";
import { quality } from "../www/quality.js";
import { Conditioning } from "../www/session/conditioning.js";
import { coreOf } from "./build.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, "dist/site/stills");
const base = (process.env.THERMOGEN_URL ?? "../").replace(/([^/])$/, "$1/");
const quick = ["glyphs", "digits", "pictures", "own"];
const samples = 8;
const [wide, high, columns, gap] = [1200, 630, 4, 24];

const core = await coreOf();
/** @type {typeof import("../www/embed/thermogen.d.ts")} */
const { generate, train } = await import(pathToFileURL(join(root, "dist/thermogen/node.js")).href);
for (const pack of ["data/digits-first.bin", "data/digits-more.bin"]) {
  keepAsset(pack, async () => Uint8Array.from(readFileSync(join(root, "www", pack))));
}

/** Runs a scene as it opens, with eight samples: classes asked for in turn, an unseen digit completed. @param {string} id */
async function run(id) {
  const { settings, patterns, asked, digit, erased } = opening(id);
  const given = await imagesOf(patterns);
  const names = (/** @type {string[]} */ known) => ("ids" in given ? Array.from(given.ids, (k) => known[k]) : []);
  const drawn = {
    glyphs: { ...given, glyphs: names(glyphNames) },
    pictures: { ...given, pictures: names(pictureNames) },
  };
  const images = given.kind === "bytes" ? given : drawn[given.kind];
  const model = await train({ images, settings });
  const conditioning = new Conditioning(asked, digit, erased);
  const classes = model.classes.length > 0 ? conditioning.classes(patterns, 0, samples) : undefined;
  if (presetOf(id) === "completion") await conditioning.pose(patterns, digit);
  const clamp = conditioning.clamp(Number(settings.readout_scale), Number(settings.readout_middle));
  /** @type {Record<string, number | string | boolean>} */
  const used = { ...settings, samples };
  const ended = await generate(model, { samples, settings, classes, clamp });
  return { settings: used, ...ended, model, completion: conditioning.completion };
}

/** @param {import("../www/embed/thermogen.d.ts").Samples} run */
function picture({ pixels, width, height, channels }) {
  const rows = samples / columns;
  const scale = Math.floor(
    Math.min((wide - gap * (columns + 1)) / columns / width, (high - gap * (rows + 1)) / rows / height),
  );
  const [left, top] = [
    (wide - columns * width * scale - gap * (columns - 1)) >> 1,
    (high - rows * height * scale - gap * (rows - 1)) >> 1,
  ];
  const out = new Uint8Array(wide * high * 3);
  for (let p = 0; p < wide * high; p++) out.set([11, 12, 17], 3 * p);
  for (let i = 0; i < samples * width * height; i++) {
    const [s, pixel] = [Math.floor(i / (width * height)), i % (width * height)];
    const x = left + (s % columns) * (width * scale + gap) + (pixel % width) * scale;
    const y = top + Math.floor(s / columns) * (height * scale + gap) + Math.floor(pixel / width) * scale;
    const colour = channels === 3 ? pixels.subarray(3 * i, 3 * i + 3) : colourOf(pixels[i]);
    for (let k = 0; k < scale * scale; k++) out.set(colour, 3 * ((y + Math.floor(k / scale)) * wide + x + (k % scale)));
  }
  return encode({ width: wide, height: high, data: out, channels: 3 }, { zlib: { level: 9 } });
}

/** @param {number[]} values */
const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;

/** @param {import("../www/session/completion.js").Completion} completion @param {{pixels: Uint8Array, heat: Float64Array}} frame */
function restored(completion, frame) {
  const { each, mean } = completion.score(/** @type {any} */ (frame));
  return ` The ${completion.text} half of an unseen ${completion.label} was erased, the rest held: there the samples correlate with the truth by ${fixed(each, 2)} each and ${fixed(mean, 2)} in their mean.`;
}

/** What the picture shows, in words. @param {Awaited<ReturnType<typeof run>>} done @param {string} label */
function words({ heat, overlaps, cooling, pixels, model, steps, fingerprint, settings, completion }, label) {
  const { best, inverted } = quality(/** @type {any} */ ({ heat, overlap: overlaps, cooling }));
  const turned = inverted > 0 ? `, ${inverted} of them inverted` : "";
  const caption = `${samples} samples at the end of their time${turned}, made from noise by ${model.visible} + ${model.hidden} analog units trained on “${label}”: mean best overlap with a training image ${fixed(best, 2)}, heat emitted ${fixed(mean([...heat]), 0)} kT on average.${completion ? restored(completion, { pixels, heat }) : ""}`;
  const set = parameters.map(({ name }) => `${name} ${settings[name]}`).join(", ");
  return {
    caption,
    details: `${steps} steps; fingerprint ${fingerprint}; model ${model.fingerprint}. Settings: ${set}.`,
  };
}

/** @param {string} text */
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** @param {string} id @param {string} label */
async function still(id, label) {
  const done = await run(id);
  const { caption, details } = words(done, label);
  const place = opening(id);
  const { fragment } = core.writeLink({ ...place, settings: { ...place.settings, samples } });
  const title = `thermogen – ${label}`;
  const wanted = { base, fragment, scene: id, view: "denoise", controls: "play time", width: 480, height: 600, title };
  const oembed = {
    version: "1.0",
    type: "rich",
    provider_name: "thermogen",
    title,
    width: 480,
    height: 600,
    html: snippets.iframe(wanted),
    thumbnail_url: `${base}stills/${id}.png`,
    thumbnail_width: wide,
    thumbnail_height: high,
  };
  const live = `${base}lab.html#${fragment}`;
  const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'none'; img-src 'self'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="icon" href="../icon.svg" type="image/svg+xml">
<link rel="alternate" type="application/json+oembed" href="${base}stills/${id}.json" title="${escaped(title)}">
<meta property="og:title" content="${escaped(title)}">
<meta property="og:description" content="${escaped(caption)}">
<meta property="og:image" content="${base}stills/${id}.png">
<meta property="og:image:width" content="${wide}">
<meta property="og:image:height" content="${high}">
<meta name="twitter:card" content="summary_large_image">
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<figure>
<a href="${escaped(live)}"><img src="${id}.png" width="600" height="315" alt="${escaped(caption)}"></a>
<figcaption>${escaped(caption)}</figcaption>
</figure>
<p>${escaped(details)}</p>
<p><a href="${escaped(live)}">Run it in this browser</a></p>
</main>
</body>
</html>
`;
  writeFileSync(join(folder, `${id}.png`), picture(done));
  writeFileSync(join(folder, `${id}.json`), `${JSON.stringify(oembed, null, 2)}\n`);
  writeFileSync(join(folder, `${id}.html`), page);
}

mkdirSync(folder, { recursive: true });
/** @type {Record<string, string>} */
const labels = {
  glyphs: "glyphs",
  digits: "handwritten digits",
  pictures: "a sunset, a fish and a balloon, in colour",
  own: "a drawing",
  classes: "1,500 digits, by class",
  complete: "1,400 digits",
  paper: "three digits, as in the paper",
};
for (const { id } of scenes) if (process.argv[2] === "all" || quick.includes(id)) await still(id, labels[id]);
