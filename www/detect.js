/**
 * What this browser can run, found before anything large is downloaded.
 *
 * `simd128` is decided by validating the smallest module that uses it:
 * (func (result v128) i32.const 0, i8x16.splat, i8x16.popcnt).
 */

const simdModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

/** @returns {"simd" | "portable" | "none"} the build to load */
export function chooseBuild() {
  if (typeof WebAssembly !== "object" || typeof Worker !== "function") return "none";
  return WebAssembly.validate(simdModule) ? "simd" : "portable";
}

/** @returns {boolean} whether the reader asked for less motion */
export const prefersStills = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
