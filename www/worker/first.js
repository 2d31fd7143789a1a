/**
 * What the first module is good for: a page's first images, and no more.
 *
 * It is small, so that these come soon, and has the same bits. A pool that begins with it lets it train
 * once and generate once, and goes over to the engine with the first request beyond that.
 */

/** @typedef {import("../tasks/messages.js").Request} Request */

const aside = ["advance", "hold", "finish", "state"];

export class First {
  constructor() {
    /** @type {Set<string>} what it was given to do */
    this.given = new Set();
  }

  /** Whether it is the first module's to do; asked once for each request. @param {Request} request */
  serves(request) {
    const { type } = request;
    if (aside.includes(type)) return true;
    if (type !== "train" && type !== "generate") return false;
    const again = this.given.has(type);
    this.given.add(type);
    return !again && (type === "train" ? !request.state : !request.clamp && request.events.length === 0);
  }
}
