// Seconds of the processor that a process and its descendants have had, from Linux's /proc; null elsewhere.
// Other work on the machine makes everything slower by the clock, but hardly by this measure.

import { readdirSync, readFileSync } from "node:fs";

/** The text of a file, empty where it is gone. @param {string} path */
export function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** The names in a folder, none where it is gone. @param {string} folder */
export function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A process and its descendants. @param {number} root @returns {number[]} */
export function family(root) {
  const children = new Map();
  for (const pid of list("/proc").filter((name) => /^\d+$/.test(name))) {
    const parent = read(`/proc/${pid}/stat`).split(") ").pop()?.split(" ")[1];
    children.set(parent, [...(children.get(parent) ?? []), Number(pid)]);
  }
  const descend = (/** @type {number} */ pid) => [pid, ...(children.get(String(pid)) ?? []).flatMap(descend)];
  return descend(root);
}

/** @param {number} root */
export function processorSeconds(root) {
  if (process.platform !== "linux") return null;
  const threads = family(root).flatMap((pid) => list(`/proc/${pid}/task`).map((task) => `/proc/${pid}/task/${task}`));
  return threads.reduce((sum, thread) => sum + Number(read(`${thread}/schedstat`).split(" ")[0]), 0) * 1e-9;
}
