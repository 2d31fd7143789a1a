/**
 * Numbers as people read them: true minus sign, thin-space thousands, the point or comma of the
 * language that is spoken, no false precision. Data, fields and links keep the point.
 */
import { language } from "./texts.js";

const thin = "\u2009";

/** @param {number} value @param {number} digits after the point */
export function fixed(value, digits) {
  if (!Number.isFinite(value)) return "–";
  const [whole, rest] = Math.abs(value).toFixed(digits).split(".");
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, thin) : whole;
  const isZero = Number(Math.abs(value).toFixed(digits)) === 0;
  return (value < 0 && !isZero ? "−" : "") + grouped + (rest ? `${point()}${rest}` : "");
}

const point = () => ({ en: ".", de: "," })[language()];

/** @param {number} value in kT */
export const heat = (value) => fixed(value, Math.abs(value) < 10 ? 1 : 0);

/** @param {number} value correlation, −1…1 */
export function signed(value) {
  const words = fixed(value, 2);
  return value > 0 && Number(value.toFixed(2)) > 0 ? `+${words}` : words;
}

/** @param {number} value a setting, as a person would type it */
export function plain(value) {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e10) ? value.toExponential() : String(value);
}

/** A setting as it is read: with a true minus sign, in the language that is spoken. @param {number} value */
export const spoken = (value) => plain(value).replace("-", "−").replace(".", point());

/** @param {number} seconds */
export function duration(seconds) {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  return seconds < 90 ? `${fixed(seconds, seconds < 10 ? 1 : 0)} s` : `${Math.round(seconds / 60)} min`;
}

const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Three digits, with a power of ten where the number is very small or large. @param {number} value */
export function scientific(value) {
  if (value === 0 || !Number.isFinite(value)) return fixed(value, 0);
  const power = Math.floor(Math.log10(Math.abs(value)) + 1e-12);
  if (power >= -3 && power < 6) return fixed(value, Math.max(0, 2 - power));
  const digits = [...String(Math.abs(power))].map((digit) => raised[Number(digit)]).join("");
  return `${fixed(value / 10 ** power, 2)}×10${power < 0 ? "⁻" : ""}${digits}`;
}
