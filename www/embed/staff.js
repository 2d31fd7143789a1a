/**
 * The workers that all figures of a page share.
 *
 * A figure's pool hires seats instead of workers: a seat is a desk in one of the shared workers, reached by a
 * port. A seat goes to the worker that has fewest. When a worker dies, or a trap spoils its instance, all
 * its seats hear of it as of their own worker's death, and hire again.
 */

import { assetModule } from "../assets.js";
import { usualSize } from "../pool/staff.js";
import { start } from "./blob.js";

/** @typedef {{worker: Worker, seats: Set<Seat>}} Room */

/** @type {Room[]} */
const rooms = [];
const most = usualSize();
let last = 0;

/** Stands for a worker. */
class Seat {
  /** @param {Room} room */
  constructor(room) {
    this.room = room;
    this.id = ++last;
    /** @type {Worker["onmessage"]} */
    this.onmessage = null;
    /** @type {Worker["onerror"]} */
    this.onerror = null;
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    port1.onmessage = (event) => this.onmessage?.call(/** @type {any} */ (this), event);
    room.seats.add(this);
    room.worker.postMessage({ seat: this.id, port: port2 }, [port2]);
  }

  /** The module goes to the worker itself: from a file, a port would not carry it. @param {any} message @param {any} [transfer] */
  postMessage(message, transfer) {
    if (message.type === "start") this.room.worker.postMessage({ start: this.id, module: message.module });
    else this.port.postMessage(message, transfer);
  }

  terminate() {
    this.port.close();
    if (!this.room.seats.delete(this)) return;
    this.room.worker.postMessage({ leave: this.id });
    if (this.room.seats.size === 0) close(this.room);
  }
}

/** @param {Room} room */
function close(room) {
  rooms.splice(rooms.indexOf(room), 1);
  room.worker.terminate();
}

/** @param {Room} room @param {string} why */
function bury(room, why) {
  if (!rooms.includes(room)) return;
  close(room);
  const lost = [...room.seats];
  room.seats.clear();
  for (const seat of lost) seat.onerror?.call(/** @type {any} */ (seat), new ErrorEvent("error", { message: why }));
}

/** @param {string} text of the worker's script */
function open(text) {
  /** @type {Room} */
  const room = { worker: start(text, "thermo-gen"), seats: new Set() };
  room.worker.onmessage = () => bury(room, "an error in its instance");
  room.worker.onerror = (event) => {
    event.preventDefault();
    bury(room, event.message || "the worker could not be started here");
  };
  rooms.push(room);
  return room;
}

/** @type {Map<string, Promise<WebAssembly.Module>>} */
const modules = new Map();

/** @param {string} build */
function moduleOf(build) {
  const known = modules.get(build);
  if (known) return known;
  const module = assetModule(`built/${build}/engine_bg.wasm`);
  module.catch(() => modules.delete(build)); // so that another figure can try again
  modules.set(build, module);
  return module;
}

/** Where the figures of this page hire. @returns {Promise<import("../pool/staff.js").Staff>} */
export async function figureStaff() {
  const { default: text } = await import("../built/desk-worker.js");
  return {
    size: 1,
    forced: false,
    first: false,
    module: moduleOf,
    hire() {
      const fewest = rooms.toSorted((a, b) => a.seats.size - b.seats.size)[0];
      const room = fewest && (rooms.length >= most || fewest.seats.size === 0) ? fewest : open(text);
      return new Seat(room);
    },
  };
}
