/**
 * The bath's temperature as a slider: from cold, where a picture freezes, to hot, where it melts. A place on the slider is
 * a multiple of the temperature of training, on a logarithmic scale but for its cold end, which is kT = 0.
 */

export const melting = 20; // times the temperature of training: no memory of the picture is left within a second
export const resting = 0.1;
const [coldest, hottest] = [0.05, 40];

/** The multiple at a place from 0 to 100. @param {number} place */
export function multipleAt(place) {
  if (place <= 0) return 0;
  return Number((coldest * (hottest / coldest) ** (place / 100)).toPrecision(3));
}

/** The place of a multiple. @param {number} multiple */
export function placeOf(multiple) {
  if (multiple <= coldest) return 0;
  return Math.min(100, (100 * Math.log(multiple / coldest)) / Math.log(hottest / coldest));
}

const photon = 6.62607015e-34 * 2.99792458e8; // hc, J m
const green = 532e-9; // m
const room = 1.380649e-23 * 300; // kT of a bath at 300 K, J

/** Photons of green light (532 nm) that carry an energy. @param {number} heat in kT of a bath at 300 K */
export const photonsOf = (heat) => (heat * room) / (photon / green);
