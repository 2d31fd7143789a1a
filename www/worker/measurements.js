/**
 * Measurements: the worker that computes for the inspector and the lesson, apart from the pool.
 *
 * It shares nothing with the run on the stage, so a long measurement neither waits for the run
 * nor disturbs its bits. Each task streams its parts and can be stopped. Where the worker is lost, its tasks
 * fail with a message, and the next one starts a new worker.
 */
import { text } from "../texts.js";
import { pageClient } from "./page.js";
import { why } from "./pooled.js";

/** @typedef {{part?: (part: any) => void, done?: () => void, failed?: (message: string) => void}} Listener */

const idleMs = 60_000;
const silenceMs = 20_000; // all eigenvalues of a large network on a slow phone

export class Measurements {
  client = pageClient("tools", { idleMs, silenceMs });

  /**
   * Begins a task (tasks/find.js).
   * @param {string} task @param {Record<string, unknown>} input @param {Listener} listener
   * @returns {() => void} stops it; nothing is heard of it afterwards
   */
  ask(task, input, { part, done, failed }) {
    const { stop } = this.client.ask(task, input, {
      part,
      done,
      failed: ({ message }) => failed?.(message),
      lost: (loss) => failed?.(text("inspector.dead", { why: why(loss) })),
    });
    return stop;
  }
}
