/**
 * The seventh beat: prices on one logarithmic ruler, in kT at 300 K, from Landauer's bound to a battery, and what reading
 * leaves of the published factor. Every price is the core's (src/prices.rs) and has its source in the page's text.
 */
import table, { landmarks } from "../../built/prices.js";
import { fixed, scientific } from "../../format.js";
import { paperHeat } from "../../published.js";
import { text } from "../../texts.js";
import { between } from "../pen.js";

const energyOf = (/** @type {string} */ name) => Number(landmarks.find((one) => one.name === name)?.joule);
const multiplication = Number(table.find(({ of, name }) => of === "multiply" && name === "paper")?.value);
/** Joules, as the core has them. */
const joules = {
  photon: energyOf("photon"),
  synapse: energyOf("synapse"),
  multiplication,
  reading: energyOf("reading"),
  battery: energyOf("battery"),
};
const powers = [-1, 26];

/** A power as it is written above the line. @param {number} power */
const raised = (power) => [...String(power)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("");

/** All prices in kT, ascending. @param {import("../story.js").Prices} prices @param {number | null} own heat of this page's picture */
function priced({ digital, joule }, own) {
  const here = own === null ? [] : [{ name: "own", kt: own }];
  const bought = Object.entries(joules).map(([name, of]) => ({ name, kt: of * joule }));
  const all = [...bought, ...here, { name: "landauer", kt: Math.LN2 }, { name: "paper", kt: paperHeat.value }, { name: "digital", kt: digital }]; // biome-ignore format: one line
  return all.sort((a, b) => a.kt - b.kt);
}

/** What is left of the published factor. @param {import("../story.js").Prices} prices */
export function factors({ digital, reads, joule }) {
  const heat = paperHeat.value;
  return {
    published: digital / heat,
    bound: digital / (heat + reads),
    converter: digital / (heat + joules.reading * joule),
  };
}

export class PricesScene {
  name = "prices";
  seconds = 9;
  still = 1;

  /** @param {import("../story.js").Story} story */
  constructor(story) {
    this.story = story;
  }

  enter() {
    this.story.need("picture");
    this.story.need("prices");
  }

  /** @param {import("../pen.js").Pen} pen @param {number} at @param {string} _lit */
  draw(pen, at, _lit) {
    const { prices, open } = this.story;
    if (!prices) return;
    const [top, bottom] = [2 * pen.letters, pen.height - 1.5 * pen.letters];
    const x = pen.small ? 62 : 0.26 * pen.width;
    const y = (/** @type {number} */ kt) =>
      bottom - ((Math.log10(kt) - powers[0]) / (powers[1] - powers[0])) * (bottom - top);
    pen.line([[x, top], [x, bottom]], { ink: "edge", width: 2 }); // biome-ignore format: two points
    for (let power = 0; power <= powers[1]; power += 1) {
      const long = power % 5 === 0;
      pen.line([[x - (long ? 8 : 4), y(10 ** power)], [x, y(10 ** power)]], { ink: "edge" }); // biome-ignore format: two points
      if (long) pen.write(power ? `10${raised(power)}` : "1", x - 12, y(10 ** power) + 5, { align: "right", size: 0.86 * pen.letters }); // biome-ignore format: one line
    }
    pen.write("kT", x, top - 0.7 * pen.letters, { align: "center", ink: "ink" });
    this.labels(pen, priced(prices, open?.heat.at(-1) ?? null), at, { x, y, bottom });
    this.bracket(pen, prices, at, { x, y });
  }

  /** @param {import("../pen.js").Pen} pen @param {{name: string, kt: number}[]} all @param {number} at @param {any} place */
  labels(pen, all, at, { x, y, bottom }) {
    const gap = 1.75 * pen.letters;
    const lines = all.map(({ kt }) => y(kt));
    for (let k = 1; k < lines.length; k++) lines[k] = Math.min(lines[k], lines[k - 1] - gap);
    const at0 = x + (pen.small ? 20 : 46);
    all.forEach(({ name, kt }, k) => {
      const shown = between((0.7 * k) / all.length, (0.7 * (k + 0.8)) / all.length, at);
      if (shown === 0) return;
      const accent = ["paper", "own"].includes(name);
      const line = Math.min(bottom, lines[k]);
      pen.line([[x, y(kt)], [at0 - 6, line]], { ink: "line", alpha: shown }); // biome-ignore format: two points
      pen.dot(x, y(kt), 5, { ink: accent ? "ember" : "ink", alpha: shown });
      const words = `${text(/** @type {"learn.price.own"} */ (`learn.price.${name}`))}`;
      pen.write(words, at0, line + 5, { ink: accent ? "ember" : "ink", alpha: shown, size: 0.95 * pen.letters });
      pen.write(scientific(kt), pen.width - 6, line + 5, { align: "right", alpha: shown, size: 0.86 * pen.letters });
    });
  }

  /** The published factor, and that with readings by a converter. @param {import("../pen.js").Pen} pen @param {import("../story.js").Prices} prices @param {number} at @param {any} place */
  bracket(pen, prices, at, { x, y }) {
    const { published, converter } = factors(prices);
    const from = [paperHeat.value, prices.digital / converter];
    for (const [k, factor] of [published, converter].entries()) {
      const shown = between(0.74 + 0.13 * k, 0.84 + 0.13 * k, at);
      if (shown === 0) continue;
      const line = x - (pen.small ? 46 + 7 * (1 - k) : 56 + 18 * (1 - k));
      const [low, high] = [y(from[k]), y(prices.digital)];
      pen.line([[line, low], [line, low + shown * (high - low)]], { ink: k ? "blue" : "ember", width: pen.small ? 3 : 4, alpha: 0.8 }); // biome-ignore format: two points
      if (!pen.small) pen.write(`÷ ${scientific(factor)}`, x - 86, (low + high) / 2 + 5, { align: "right", ink: k ? "blue" : "ember", alpha: shown, weight: 600, size: 0.9 * pen.letters }); // biome-ignore format: one line
    }
  }

  now() {
    const { prices } = this.story;
    if (!prices) return text("learn.working");
    const { published, bound, converter } = factors(prices);
    const values = { published: scientific(published), bound: scientific(bound), converter: fixed(converter, 0) };
    return text("learn.now.prices", values);
  }

  facts() {
    const { prices } = this.story;
    return prices ? { ...factors(prices), all: priced(prices, null) } : {};
  }
}
