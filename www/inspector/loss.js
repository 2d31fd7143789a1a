/**
 * The loss of the training over the logarithm of its iterations, earlier trainings of the session beside it, its optimum,
 * and above it the same sample after some iterations, where that was computed.
 */

import { ChartFigure } from "../charts/figure.js";
import { fixed } from "../format.js";
import { pictureAddress } from "../pictures/tiles.js";
import { differences } from "../session/history.js";
import { text } from "../texts.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../session/sweep.js").Sweep} Sweep */
/** @typedef {import("../charts/lines.js").Line} Line */

export const overlays = 3; // earlier ones at most

export class LossChart {
  /** @param {import("./inspector.js").Context} context @param {() => boolean} overlaid whether earlier trainings are shown too */
  constructor(context, overlaid) {
    this.context = context;
    this.overlaid = overlaid;
    this.chart = new ChartFigure({
      title: "inspector.loss",
      file: "loss",
      x: "inspector.iteration",
      y: "inspector.loss",
      digits: 3,
      log: true,
      logX: true,
      height: 250,
    });
  }

  /** @param {Session} session @param {Sweep | null} sweep */
  draw(session, sweep) {
    const { loss, optimum } = session;
    const x = Array.from(loss, (_, i) => i + 1);
    /** @type {Line[]} */
    const lines = [{ label: text("inspector.thisTraining"), ink: "plain", x, y: loss }];
    const [now, ...past] = [...this.context.history.trainings].reverse();
    if (this.overlaid() && now) {
      past.slice(0, overlays).forEach((one, i) => {
        lines.push({
          label: differences(one, now),
          ink: `past-${i + 1}`,
          x: one.loss.map((_, k) => k + 1),
          y: one.loss,
        });
      });
    }
    const last = loss.length ? fixed(loss[loss.length - 1], 3) : "–";
    const values = { last, iterations: loss.length };
    this.chart.show(
      lines,
      optimum === null
        ? text("inspector.loss.words", values)
        : text("inspector.loss.best", { ...values, optimum: fixed(optimum, 3) }),
      optimum === null ? null : { value: optimum, label: text("inspector.optimum") },
      [],
      this.pictures(session, sweep),
    );
  }

  /** What the same first sample looks like after some iterations: previews of the training, or the sweep's. @param {Session} session @param {Sweep | null} sweep */
  pictures({ images, training }, sweep) {
    if (!images) return [];
    const { width, height, channels } = images;
    const swept = sweep?.name === "iterations" ? sweep.pictures : [];
    const seen = swept.length ? swept : training.pictures;
    return seen.map(({ at, pixels }) => ({
      at,
      url: pictureAddress(pixels, width, height, channels),
      name: text("caption.shown", { shown: at }),
    }));
  }
}
