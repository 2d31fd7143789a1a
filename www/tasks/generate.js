/** A generation in the worker: some samples of a model, moved in slices that fit the clock. */

import { eventOf, withEvent } from "../link/events.js";

/** @typedef {import("./compute.js").Wasm} Wasm */
/** @typedef {import("../built/simd/engine.js").Model} Model */
/** @typedef {import("./messages.js").Frame} Frame */
/** @template {string} T @typedef {Extract<import("./messages.js").Request, {type: T}>} Ask */

export const sliceMs = 8;

/** What is to be generated. @typedef {Pick<Ask<"generate">, "settings" | "first" | "samples" | "classes" | "clamp" | "events">} Order */

export class Generation {
  /**
   * @param {Wasm} wasm
   * @param {Model} model
   * @param {Order} order
   * @param {Float32Array} targets
   * @param {boolean} [ownsModel] whether the model ends with the run, also where the run is refused
   */
  constructor(wasm, model, { settings, first, samples, classes, clamp, events }, targets, ownsModel = false) {
    this.isPart = samples < Number(settings.samples);
    this.model = ownsModel ? model : null;
    this.targets = targets;
    this.stepsPerSlice = 1;
    try {
      /** What is still to be done to it, in order. */
      this.coming = events.map(eventOf);
      this.generator = new wasm.Generation(model, settings, first, samples);
      if (classes.length > 0 && model.classes().length > 0) this.generator.askFor(classes);
      if (clamp) this.generator.clamp(clamp.mask, clamp.values);
    } catch (refused) {
      this.free();
      throw refused;
    }
  }

  get step() {
    return this.generator.step;
  }

  get steps() {
    return this.generator.steps;
  }

  /** Notes what is to be done just before a step that is still to come. @param {import("../link/events.js").Event} event */
  add(event) {
    this.coming = withEvent(this.coming, event);
  }

  /** Does what is to be done before the next step. */
  meet() {
    while (this.coming.length > 0 && this.coming[0].step <= this.step) {
      const [{ name, value }] = this.coming.splice(0, 1);
      this.generator.apply(name, value);
    }
  }

  /** One slice of work, at most up to step `goal`. @param {number} goal */
  advanceTowards(goal) {
    const begin = performance.now();
    this.meet();
    const stop = Math.min(goal, this.coming[0]?.step ?? goal);
    const asked = Math.min(this.stepsPerSlice, stop - this.step);
    this.generator.advance(asked);
    const took = performance.now() - begin;
    if (took > sliceMs) this.stepsPerSlice = Math.max(1, this.stepsPerSlice >> 1);
    else if (took < sliceMs / 2 && asked === this.stepsPerSlice) this.stepsPerSlice *= 2;
  }

  /** @returns {Frame} */
  frame() {
    const { generator } = this;
    return {
      step: generator.step,
      time: generator.time(),
      pixels: generator.pixels(),
      hidden: generator.hiddenPixels(),
      heat: generator.heatEmitted(),
      cooling: generator.heatOfCooling(),
      overlap: generator.overlaps(this.targets),
      fingerprint: this.isPart ? "" : generator.fingerprint(),
      prints: this.isPart ? generator.sampleFingerprints() : [],
    };
  }

  free() {
    this.generator?.free();
    this.model?.free();
  }
}
