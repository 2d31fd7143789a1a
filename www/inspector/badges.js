/**
 * A measurement with the paper's settings compared with what was published, each value with its source; what was
 * not published is said to be so.
 */

import { make } from "../dom.js";
import { fixed, scientific } from "../format.js";
import { publishedHeat, publishedOf } from "../published.js";
import { say as named, text } from "../texts.js";

/** @typedef {import("../published.js").Published} Published */
/** @typedef {import("./facts.js").Fact} Fact */
/** @typedef {import("../statistics.js").Summary} Summary */

/** The value as it is printed, and where. @param {Published} published @param {string} [judgement] */
function source({ name, scale_factor, text: value, unit, who, link }, judgement = "") {
  const [place, about] = ["place", "about"].map((what) => named(`published.${name}.${scale_factor ?? "any"}.${what}`));
  return make(
    "span",
    {},
    make("strong", {}, text("inspector.badges.value", { value: `${value}${unit && ` ${unit}`}` })),
    `${judgement && `: ${judgement}`}. `,
    make("a", { href: link }, who),
    `: ${place}. ${about}`.trimEnd(),
  );
}

/** How far here is from there. @param {number} here @param {number} there */
function percent(here, there) {
  const value = (100 * (here - there)) / there;
  return text("inspector.badges.here", { percent: `${value > 0 ? "+" : ""}${fixed(value, 0)}` });
}

/**
 * @param {import("../session/history.js").About} about the settings that were measured, the paper's
 * @param {{heat: Summary, overlap: Summary, inverted: Summary}} measured @param {number | null} loss less N/2
 * @returns {Fact[]}
 */
export function badges({ settings, patterns }, { heat, overlap, inverted }, loss) {
  const theirs = publishedHeat(settings, patterns);
  const [digital, ratio] = [publishedOf("digital"), publishedOf("ratio")];
  const judged = theirs ? source(theirs, percent(heat.mean, theirs.value)) : text("inspector.badges.scale");
  const none = text("inspector.badges.none");
  const heats = text("inspector.badges.heats", { value: scientific(digital.value / heat.mean) });
  const online = source(publishedOf("online_difference"));
  return [
    [text("inspector.badges.heat"), `${fixed(heat.mean, 0)} ± ${fixed(heat.se, 0)} kT`, judged],
    [text("inspector.badges.trajectories"), fixed(heat.n, 0), source(publishedOf("trajectories"))],
    [text("inspector.badges.spread"), `${fixed(heat.sd, 0)} kT`, none],
    [text("inspector.loss"), loss === null ? "–" : fixed(loss, 3), none],
    [text("inspector.overlap"), fixed(overlap.mean, 3), none],
    [text("inspector.inverted"), `${fixed(100 * inverted.mean, 1)} %`, none],
    [text("inspector.badges.digital"), heats, source(ratio)],
    [text("inspector.badges.online"), text("inspector.badges.unmeasured"), online],
  ];
}
