/** Heat and overlap over time, with the playhead; the slider below has the same ends. */

import { fixed, heat, signed } from "../format.js";
import { quality } from "../session/quality.js";
import { text } from "../texts.js";
import { byId, say, svg } from "./dom.js";

/** @typedef {import("../session/player.js").Player} Player */

const [width, height] = [1000, 64];

export class TimelineView {
  /** @param {(step: number) => void} seek */
  constructor(seek) {
    this.slider = /** @type {HTMLInputElement} */ (byId("scrub"));
    this.clock = byId("clock");
    this.keys = { heat: byId("key-heat"), overlap: byId("key-overlap") };
    this.area = svg("path", { class: "heat-area" });
    this.heat = svg("path", { class: "curve heat-line" });
    this.overlap = svg("path", { class: "curve overlap-line" });
    this.base = svg("path", { class: "base-line", d: `M0 ${height}H${width}` });
    this.marks = svg("path", { class: "mark-line" });
    this.head = svg("path", { class: "head-line" });
    const chart = byId("curves");
    chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
    chart.append(this.base, this.area, this.heat, this.overlap, this.marks, this.head);
    this.drawn = { run: -1, count: -1 };
    this.slider.addEventListener("input", () => seek(Number(this.slider.value)));
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
    const x = (width * frame.step) / steps;
    this.head.setAttribute("d", `M${x.toFixed(1)} -4V${height}`);
    const at = events.map(({ step }) => `M${((width * Math.min(step, steps)) / steps).toFixed(1)} -4V${height}`);
    this.marks.setAttribute("d", at.join(""));
    if (this.drawn.run !== player.run || this.drawn.count !== player.frames.length) this.draw(player);
  }

  /** @param {Player} player */
  draw(player) {
    this.drawn = { run: player.run, count: player.frames.length };
    const stride = Math.max(1, Math.ceil(player.frames.length / 300));
    const last = player.frames.length - 1;
    const points = player.frames
      .filter((_, i) => i % stride === 0 || i === last)
      .map((frame) => ({ x: (width * frame.step) / player.steps, ...quality(frame) }));
    const heats = points.map((p) => p.heat);
    const [low, high] = [Math.min(0, ...heats), Math.max(1, ...heats) * 1.06];
    const rise = path(points.map((p) => [p.x, height * (1 - (p.heat - low) / (high - low))]));
    const end = points.at(-1)?.x ?? 0;
    const zero = height * (1 + low / (high - low));
    this.heat.setAttribute("d", rise);
    this.area.setAttribute("d", rise && `${rise}L${end.toFixed(1)} ${zero.toFixed(1)}L0 ${zero.toFixed(1)}Z`);
    this.overlap.setAttribute("d", path(points.map((p) => [p.x, height * (1 - Math.max(0, p.best))])));
  }

  clear() {
    for (const cell of [this.clock, this.keys.heat, this.keys.overlap]) say(cell, "");
    for (const line of [this.marks, this.heat, this.area, this.overlap, this.head]) line.setAttribute("d", "");
    this.slider.value = "0";
    this.slider.style.setProperty("--recorded", "0%");
    this.drawn = { run: -1, count: -1 };
  }
}

/** @param {number[][]} points */
export function path(points) {
  return points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(2)}`).join("");
}
