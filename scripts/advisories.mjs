// Known faults of what is used: `npm audit` for packages, `cargo deny check advisories` for crates. Both ask a database in the
// network; where there is none this says so and passes, as nothing was found out. Exits with 1 where there is a known fault.

import { spawnSync } from "node:child_process";

const unreachable =
  /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|E40[345]|E50\d|audit endpoint returned an error|failed to fetch advisory database|Could not resolve host|failed to (connect|clone|acquire)|dns error/i;

/** @typedef {{name: string, command: string[], offline?: RegExp}} Audit */

/** @type {Audit[]} */
const audits = [
  { name: "packages that build and test", command: ["npm", "audit", "--audit-level=high"] },
  { name: "packages that are shipped", command: ["npm", "audit", "--omit=dev", "--audit-level=low"] },
  { name: "packages of the benchmarks", command: ["npm", "audit", "--audit-level=high", "--prefix", "bench"] },
  { name: "crates", command: ["cargo", "deny", "--log-level", "error", "check", "advisories"] },
];

/** @param {Audit} audit @returns {"clean" | "not asked" | "faulty"} */
function outcome({ command: [program, ...given] }) {
  const { status, stdout, stderr, error } = spawnSync(program, given, { encoding: "utf8", timeout: 120_000 });
  if (status === 0) return "clean";
  const said = `${stdout}${stderr}${error?.message ?? ""}`;
  if (error || unreachable.test(said)) return "not asked";
  console.log(said);
  return "faulty";
}

const outcomes = audits.map((audit) => ({ name: audit.name, outcome: outcome(audit) }));
const words = {
  clean: "no known fault",
  "not asked": "NOT ASKED: its database cannot be reached from here",
  faulty: "FAULTS",
};
for (const { name, outcome } of outcomes) console.log(`${name}: ${words[outcome]}`);
process.exit(outcomes.some(({ outcome }) => outcome === "faulty") ? 1 : 0);
