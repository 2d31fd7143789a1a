// What the fuzzer of the boundary begins with: small files, texts and objects that the program itself makes.

import { readFileSync } from "node:fs";
import { instance } from "./boundary.mjs";

const settings = {
  hidden: 4,
  iterations: 1,
  time: 0.2,
  dt: 0.1,
  generate_time: 0.2,
  generate_dt: 0.1,
  samples: 2,
  trainer: "exact",
};
const well = { j2: 1, j4: 1, bias: 0, coupling: 0.5, kt: 1, dt: 0.01, wait: 1 };

/** A model of two glyphs of 8 × 8 pixels. @param {any} tools @param {object} images */
function trained(tools, images) {
  const training = new tools.Training(settings, images);
  while (!training.advance());
  return training.model();
}

/** @param {URL} folder of the modules @returns {Promise<import("./boundary.mjs").Seeds>} */
export async function seedsOf(folder) {
  const tools = await instance(folder, "tools");
  const pixels = tools.glyphs([0, 1], 8, 1, 0);
  const labels = Uint8Array.of(0, 1);
  const images = { pixels, labels, width: 8, height: 8, channels: 1 };
  const model = trained(tools, images);
  const [data, fingerprint] = [model.data(), model.fingerprint()];
  const receipt = readFileSync(new URL("../receipts/schema-2.json", import.meta.url), "utf8");
  const clamp = { mask: new Uint8Array(64), values: new Float32Array(64) };
  const generation = { settings, fingerprint, heats: [1, 2], clamp };
  const objects = {
    settings: [settings, { ...settings, trainer: "sgd" }, { ...settings, couplings: "factored" }, well],
    images: [images],
    object: [data],
    model: [data],
    place: [tools.readLink("v=3&seed=7", "").place],
    run: [{ made_by: "a browser", settings, fingerprint, generation }],
  };
  const link = "v=3&seed=7&samples=2&generate_time=0.2&events=1:generate_kt:2";
  return {
    texts: [
      link,
      receipt,
      fingerprint,
      "generate_kt",
      "j2",
      "lesion",
      "class",
      "0.5",
      "3",
      "on",
      "",
      "1:generate_kt:2",
    ],
    bytes: [
      tools.modelFile(data),
      Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 8, 0, 0, 0, 8, ...pixels),
      Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 0, 1),
      pixels,
    ],
    objects: Object.entries(objects).flatMap(([name, values]) => values.map((value) => ({ name, value }))),
  };
}
