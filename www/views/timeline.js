/** Heat and overlap over time, each with its own axis, and the playhead; the slider below has the same ends. */

import { byId, say } from "../dom.js";
import { fixed, heat, signed } from "../format.js";
import { quality } from "../quality.js";
import { language, text } from "../texts.js";

/** @typedef {import("../session/player.js").Player} Player */

const room = 40; // px at both sides, as in the style sheet

export class TimelineView {
  /** @param {(step: number) => void} seek @param {() => void} changed */
  constructor(seek, changed) {
    this.changed = changed;
    this.slider = /** @type {HTMLInputElement} */ (byId("scrub"));
    this.clock = byId("clock");
    this.keys = { heat: byId("key-heat"), overlap: byId("key-overlap") };
    /** @type {import("../charts/plot.js").Plot | null} */
    this.plot = null;
    /** @type {Promise<void> | null} */
    this.loading = null;
    this.drawn = "";
    this.slider.addEventListener("input", () => seek(Number(this.slider.value)));
  }

  /** Loads the chart, for which the first image does not wait. */
  async load() {
    const { Plot } = await import("../charts/plot.js");
    this.plot = new Plot({ height: 84, left: room, right: room });
    byId("curves").append(this.plot.root);
    this.changed();
  }

  /** @param {Player} player @param {import("../link/events.js").Event[]} events marked where they act */
  render(player, events) {
    const { slider } = this;
    const { frame, steps } = player;
    slider.disabled = !frame;
    if (!frame || steps === 0) return this.clear();
    const dt = frame.step > 0 ? frame.time / frame.step : 0;
    const end = player.recorded > 0 ? ((player.frames.at(-1)?.time ?? 0) / player.recorded) * steps : 0;
    if (slider.max !== String(steps)) slider.max = String(steps);
    const shown = player.target ?? frame.step;
    if (Number(slider.value) !== shown) slider.value = String(shown);
    slider.style.setProperty("--recorded", `${(100 * player.recorded) / steps}%`);
    slider.setAttribute("aria-valuetext", text("time.of", { time: fixed(dt * frame.step, 2), end: fixed(end, 2) }));
    say(this.clock, `t = ${fixed(frame.time, 2)}`);
    const { heat: mean, best } = quality(frame);
    say(this.keys.heat, `${heat(mean)} kT`);
    say(this.keys.overlap, signed(best));
    this.loading ??= this.load();
    const state = [
      player.run,
      player.frames.length,
      events.map(({ step }) => step),
      language(),
      Boolean(this.plot),
    ].join();
    if (this.drawn !== state) this.draw(player, events, end);
    this.drawn = state;
    this.plot?.point((end * frame.step) / steps);
  }

  /** @param {Player} player @param {import("../link/events.js").Event[]} events @param {number} end the time at the last step */
  draw({ frames, steps }, events, end) {
    const x = frames.map(({ step }) => (end * step) / steps);
    const means = frames.map((frame) => quality(frame));
    const heats = { label: "", ink: "heat", x, y: means.map((one) => one.heat), area: true };
    const overlaps = { label: "", ink: "overlap", x, y: means.map((one) => one.best), right: true, dash: 0 };
    const [low, high] = [Math.min(0, ...heats.y), Math.max(1, ...heats.y)];
    this.plot?.show(
      {
        lines: [heats, overlaps],
        marks: events.map(({ step }) => ({ at: (end * Math.min(step, steps)) / steps })),
        ranges: { x: [0, end || 1], y: [low * 1.06, high * 1.06], right: [Math.min(0, ...overlaps.y), 1] },
      },
      "",
    );
  }

  clear() {
    for (const cell of [this.clock, this.keys.heat, this.keys.overlap]) say(cell, "");
    if (this.drawn) this.plot?.show({}, "");
    this.plot?.point(null);
    this.slider.value = "0";
    this.slider.style.setProperty("--recorded", "0%");
    this.drawn = "";
  }
}
