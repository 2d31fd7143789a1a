/**
 * Where interrupted trainings are kept: a few places in IndexedDB, so that tabs that learn different things do not
 * overwrite each other. Of two tabs that learn the same, the one that is further is kept. When all places are taken, the
 * training that was kept longest ago gives way. Every change is one transaction.
 */
import { delMany, getMany, update } from "idb-keyval";

/** @typedef {{key: string, iteration: number, took: number, state: Float64Array, at?: number}} Kept */

const places = ["thermogen.training", "thermogen.training.2", "thermogen.training.3"];

/** @returns {Promise<(Kept | undefined)[]>} */
const all = () => getMany(places);

/** @param {string} key @returns {Promise<Kept | null>} */
export async function find(key) {
  return (await all()).find((kept) => kept?.key === key) ?? null;
}

/** The place for a training. @param {(Kept | undefined)[]} held @param {string} key */
function placeFor(held, key) {
  const own = held.findIndex((kept) => kept?.key === key);
  const free = own >= 0 ? own : held.indexOf(undefined);
  if (free >= 0) return free;
  const ages = held.map((kept) => kept?.at ?? 0);
  return ages.indexOf(Math.min(...ages));
}

/** @param {Kept} kept */
export async function put(kept) {
  for (let placed = false; !placed; ) {
    const held = await all();
    const at = placeFor(held, kept.key);
    const seen = held[at]?.key;
    await update(places[at], (/** @type {Kept | undefined} */ now) => {
      placed = !now || now.key === seen || now.key === kept.key; // or another tab was faster
      const stays = now && (!placed || (now.key === kept.key && now.iteration > kept.iteration));
      return stays ? now : { ...kept, at: Date.now() };
    });
  }
}

/** @param {string} key @returns {Promise<boolean>} whether others are kept */
export async function drop(key) {
  const held = await all();
  await delMany(places.filter((_, i) => held[i]?.key === key));
  return held.some((kept) => kept && kept.key !== key);
}
