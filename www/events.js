/**
 * Events: what is done to a generation from outside while it runs.
 *
 * An event acts just before the step with its number; its text, `120:generate_kt:2`, is the same in
 * links, receipts and the core.
 */

/** @typedef {{step: number, name: string, value: string}} Event */

/** Parameters that may change during a run. */
export const liveNames = ["generate_kt", "j2", "j4", "class_drive"];

/** Other acts: ask for a class (−1: for none), hold or release a visible unit, switch a hidden unit off and on. */
export const acts = ["class", "clamp", "release", "lesion", "restore"];
