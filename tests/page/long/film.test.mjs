// A browser may say that it can encode and then not do it: the next encoding is tried, and where there is none that is said.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { finished, fullSpeed, open, share } from "../browser.mjs";
import { filmFrames, saved } from "../readers.mjs";

/** @typedef {"throws" | "silent" | "all"} Kind */

/** An encoder that offers H.264 and fails when it is used: at once, or without a word; or of every kind. @param {Kind} kind */
function lie(kind) {
  const Real = VideoEncoder;
  const says = VideoEncoder.isConfigSupported.bind(VideoEncoder);
  const lies = (/** @type {string} */ codec) => kind === "all" || codec.startsWith("avc1");
  const alive = new Set();
  Object.assign(globalThis, { encoders: alive });
  globalThis.VideoEncoder = class extends Real {
    #lies = false;
    /** @param {VideoEncoderInit} init */
    constructor(init) {
      super(init);
      alive.add(this);
    }
    /** @override @param {VideoEncoderConfig} config */
    static async isConfigSupported(config) {
      return lies(config.codec) ? { supported: true, config } : says(config);
    }
    /** @override @param {VideoEncoderConfig} config */
    configure(config) {
      this.#lies = lies(config.codec);
      super.configure(this.#lies ? { ...config, codec: "vp8", avc: undefined } : config);
    }
    /** @override @param {VideoFrame} frame @param {VideoEncoderEncodeOptions} how */
    encode(frame, how) {
      if (!this.#lies) return super.encode(frame, how);
      if (kind !== "silent") throw new DOMException("The given encoding is not supported.", "NotSupportedError");
    }
    /** @override */
    flush() {
      return this.#lies && kind === "silent" ? new Promise(() => {}) : super.flush();
    }
    /** @override */
    close() {
      alive.delete(this);
      super.close();
    }
  };
}

for (const kind of /** @type {Kind[]} */ (["throws", "silent", "all"]))
  test(`a film is saved, or refused in words, where an encoder fails: ${kind}`, async (t) => {
    const page = await open(t, {
      query: "#v=1&seed=11&samples=1&generate_time=0.5",
      complaints: true,
      before: (page) => page.addInitScript(lie, kind),
    });
    await fullSpeed(page);
    await finished(page);
    await share(page, "film");
    await page.waitForSelector('[data-file="mp4"]:enabled');
    if (kind === "all") {
      await page.click('[data-file="mp4"]');
      await page.waitForFunction(() =>
        /no video encoder/.test(document.querySelector("dialog.share .told")?.textContent ?? ""),
      );
    } else {
      const { seconds } = await filmFrames(page, await saved(page, "mp4"), "video/mp4");
      assert.ok(seconds > 1);
    }
    await page.waitForSelector('[data-file="mp4"]:enabled');
    const alive = await page.evaluate(() => /** @type {any} */ (globalThis).encoders.size);
    assert.ok(alive <= (kind === "silent" ? 1 : 0), "all are closed that answer");
  });
