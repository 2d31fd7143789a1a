// A reporter for `node --test` that writes one line per test: its file, its name, its duration in milliseconds, and "failed"
// or nothing, with tabs between them. scripts/test.mjs reads these lines.

/** @param {AsyncIterable<{type: string, data: any}>} events */
export default async function* durations(events) {
  for await (const { type, data } of events) {
    if (!["test:pass", "test:fail"].includes(type) || data.details?.type === "suite") continue;
    const { duration_ms } = data.details;
    yield `${[data.file ?? "", data.name, Math.round(duration_ms), type === "test:fail" ? "failed" : ""].join("\t")}\n`;
  }
}
