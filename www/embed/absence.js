/**
 * The time that a figure is in no page: while it is moved to another place, in a tab that a framework took out, or
 * for ever.
 *
 * It keeps its run and all that was set. Its clock stands still, and after a moment its workers are given back; in a page
 * again it goes on from the moment that it shows, with the same bits. A training that had lost its worker begins again.
 * What its author asks of it meanwhile is done then.
 */

const graceMs = 100; // a move takes less

/** @typedef {import("./figure.js").Figure} Figure */

export class Absence {
  /** @param {Figure} figure */
  constructor(figure) {
    this.figure = figure;
    /** Whether it is in no page. */
    this.away = false;
    /** Whether its workers were given back. */
    this.parked = false;
    this.timer = 0;
    /** @type {(() => void)[]} */
    this.asked = [];
  }

  leave() {
    this.away = true;
    this.figure.show(false);
    this.timer = window.setTimeout(() => this.park(), graceMs);
  }

  park() {
    const { figure } = this;
    this.parked = true;
    figure.silence();
    figure.view?.end?.();
    figure.session?.pool.end();
  }

  return() {
    const { figure, parked } = this;
    clearTimeout(this.timer);
    Object.assign(this, { away: false, parked: false });
    if (parked) {
      figure.listen();
      if (figure.loaded) figure.session?.start();
      figure.view?.resume?.();
    }
    figure.load();
    for (const act of this.asked.splice(0)) act();
  }

  /** Keeps an act for later where there is nothing that could do it now. @param {() => void} act @returns {boolean} whether it was kept */
  keeps(act) {
    if (this.parked) this.asked.push(act);
    return this.parked;
  }
}
