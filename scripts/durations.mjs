// A reporter for `node --test` that writes one line per test: its duration in milliseconds, a tab, and its file and name.
// scripts/test.mjs reads these lines for its list of the slowest tests.

import { basename } from "node:path";

/** @param {AsyncIterable<{type: string, data: any}>} events */
export default async function* durations(events) {
  for await (const { type, data } of events) {
    if (!["test:pass", "test:fail"].includes(type) || data.details?.type === "suite") continue;
    yield `${Math.round(data.details.duration_ms)}\t${basename(data.file ?? "")}: ${data.name}\n`;
  }
}
