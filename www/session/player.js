/**
 * Plays a generation: a record of frames, a playhead, and a clock.
 *
 * The worker computes only what is asked for, so the clock lives here: while playing, a little
 * more than the next display frame needs is asked; pausing is simply not asking. Frames once
 * computed are kept, so the playhead moves freely backwards and forwards.
 */

/** @typedef {import("../tasks/messages.js").Frame} Frame */

const framesWanted = 300; // of a run
const byteBudget = 48 * 2 ** 20;
const restSeconds = 1.5; // at the end, before it is played again
const aheadSeconds = 0.06; // so little that a change acts almost at once

export class Player {
  /** @param {(run: number, to: number, every: number) => void} ask */
  constructor(ask) {
    this.ask = ask;
    this.run = 0;
    this.steps = 0;
    this.every = 1;
    /** @type {Frame[]} */
    this.frames = [];
    /** The last step asked for: nothing beyond it is computed. */
    this.goal = 0;
    this.head = 0;
    /** Simulated steps per second of the clock. */
    this.rate = 50;
    /** Frames that are wanted of a run, and how many of the last ones are never thinned: a run without end wants them all. */
    this.wanted = framesWanted;
    this.recent = 0;
    /** Seconds of the clock that are computed ahead. */
    this.ahead = aheadSeconds;
    this.playing = false;
    /** Whether it is played again after its end, and how long it has rested there. */
    this.loop = false;
    this.rested = 0;
    this.waiting = false;
    /** @type {number | null} a step the playhead is on its way to */
    this.target = null;
    this.last = 0;
  }

  /** Starts an empty record. @param {number} run @param {number} steps */
  begin(run, steps) {
    Object.assign(this, { run, steps, frames: [], head: 0, goal: 0, waiting: false, target: null });
    this.every = Math.max(1, Math.ceil(steps / this.wanted));
  }

  /** Forgets what was computed beyond a step. @param {number} step a recorded one */
  truncate(step) {
    this.frames = this.frames.filter((frame) => frame.step <= step);
    Object.assign(this, { head: Math.min(this.head, step), goal: step, waiting: false, target: null });
  }

  /** Keeps the record but continues it with another run that has the same bits. @param {number} run */
  rebind(run) {
    this.run = run;
    this.waiting = false;
    if (this.recorded > 0) this.request(this.recorded, Number.MAX_SAFE_INTEGER);
  }

  /** @param {Frame} frame @param {boolean} asked */
  receive(frame, asked) {
    if (asked) this.waiting = false;
    if (this.frames.length === 0 || frame.step > this.recorded) this.frames.push(frame);
    if (this.frames.length * (frame.pixels.length + frame.hidden.length) > byteBudget) this.thin();
  }

  /** Forgets every other frame but the recent ones; where none is recent, half as many are recorded from now on. */
  thin() {
    const last = this.frames.length - 1;
    const dense = this.recent > 0 ? last - this.recent : last;
    if (this.recent === 0) this.every *= 2;
    this.frames = this.frames.filter((_, i) => i % 2 === 0 || i >= dense);
  }

  /** The last recorded step. */
  get recorded() {
    return this.frames.at(-1)?.step ?? 0;
  }

  get finished() {
    return this.steps > 0 && this.frames.length > 0 && this.recorded >= this.steps;
  }

  get atEnd() {
    return this.finished && this.head >= this.steps;
  }

  /** How far what was asked for is ahead of what is shown, as a part of the run; 1 where nothing is left. */
  get lead() {
    return this.goal < this.steps ? (this.goal - this.head) / this.steps : 1;
  }

  /** Index of the frame shown: the last one at or before the playhead. */
  get index() {
    let [low, high] = [0, this.frames.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.frames[middle].step <= this.head) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** @returns {Frame | null} */
  get frame() {
    return this.frames[this.index] ?? null;
  }

  play() {
    if (this.atEnd) this.head = 0;
    this.target = null;
    this.playing = true;
  }

  pause() {
    this.playing = false;
    this.target = null;
  }

  /** Moves the playhead to a step, computing up to it where needed. @param {number} step */
  seek(step) {
    const to = Math.round(Math.min(this.steps, Math.max(0, step)));
    this.target = to > this.recorded ? to : null;
    this.head = Math.min(to, this.recorded);
  }

  /** One recorded frame back, or one frame or step forward. @param {-1 | 1} direction */
  step(direction) {
    this.pause();
    const next = this.frames[this.index + direction];
    if (next) this.head = next.step;
    else if (direction > 0) this.seek(this.recorded + 1);
  }

  /**
   * Lets the clock run. @param {number} now ms
   * @returns {boolean} whether the picture may have changed
   */
  tick(now) {
    const seconds = Math.min(0.1, Math.max(0, (now - this.last) / 1000));
    this.last = now;
    if (this.frames.length === 0) return false;
    const before = this.head;
    if (this.target !== null) this.chase(this.target);
    else if (this.playing) this.runClock(seconds);
    return this.head !== before;
  }

  /**
   * Shows the moment that another player shows. @param {number} head its step @param {number} goal up to where it computes
   * @returns {boolean} whether the picture may have changed
   */
  follow(head, goal) {
    const before = this.head;
    this.head = Math.min(head, this.recorded);
    const to = Math.min(goal, this.steps);
    if (!this.waiting && this.recorded < to) this.request(to, this.every);
    return this.head !== before;
  }

  /** @param {number} target */
  chase(target) {
    this.head = Math.min(target, this.recorded);
    if (this.recorded >= target) this.target = null;
    else if (!this.waiting) this.request(target, this.every);
  }

  /** @param {number} seconds */
  runClock(seconds) {
    this.head = Math.min(this.head + seconds * this.rate, this.recorded);
    const ahead = Math.max(1, Math.ceil(this.rate * this.ahead));
    if (!this.waiting && this.recorded < Math.min(this.steps, this.head + ahead)) {
      this.request(Math.min(this.steps, this.recorded + ahead), this.every);
    }
    if (this.head >= this.steps) this.rest(seconds);
  }

  /** At the end: stops, or plays again a moment later. @param {number} seconds */
  rest(seconds) {
    this.rested += seconds;
    if (!this.loop) this.playing = false;
    if (this.loop && this.rested < restSeconds) return;
    this.rested = 0;
    if (this.loop) this.head = 0;
  }

  /** @param {number} to @param {number} every */
  request(to, every) {
    this.waiting = true;
    this.goal = Math.max(this.goal, to);
    this.ask(this.run, to, every);
  }
}
