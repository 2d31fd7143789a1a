/**
 * The first run of a visit that asks for nothing: shown fast, so that images stand at once, and then once more
 * at the usual speed, to be followed with the eye. The speed's control says which one is played. Whatever
 * the reader does to the run or its speed meanwhile ends it.
 */

/** @typedef {import("./session.js").Session} Session */

const fast = "5";
const usual = "1";
const ahead = 0.3; // s that are computed ahead, as nothing is expected to act on it
const restMs = 900; // how long the images stand before it is played again

export class FirstRun {
  /** @param {Session} session @param {HTMLSelectElement} speed its values are multiples of the usual speed */
  constructor(session, speed) {
    this.session = session;
    this.speed = speed;
    this.over = speed.value !== usual; // the reader was there first
    /** @type {number | null} since when the images stand */
    this.since = null;
    this.usualAhead = session.player.ahead;
    if (this.over) return;
    session.player.ahead = ahead;
    speed.value = fast;
    speed.addEventListener("change", () => this.end()); // the reader's choice stands
  }

  /** Whether something other than the first run, untouched, is to be seen. */
  get left() {
    const { player, generation, events, autoplay } = this.session;
    if (generation.run > 1 || events.length > 0 || !autoplay) return true;
    const begun = player.steps > 0 && player.frames.length > 0;
    return begun && (player.playing ? this.since !== null : !player.atEnd);
  }

  /** @param {number} now ms @returns {boolean} whether what is shown has changed */
  tick(now) {
    if (this.over) return false;
    const { player } = this.session;
    if (!this.left) {
      if (!player.atEnd) return false;
      this.since ??= now;
      if (now - this.since < restMs) return false;
      player.play();
    }
    this.speed.value = usual;
    this.end();
    return true;
  }

  end() {
    this.over = true;
    this.session.player.ahead = this.usualAhead;
  }
}
