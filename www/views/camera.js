/** The camera: asked for only when its button is pressed, and given back with the picture or the next press. */

import { make } from "../dom.js";
import { button } from "../elements.js";
import { photoOf } from "../own/photos.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";

export class Camera {
  /** @param {(photo: import("../own/photos.js").Photo) => void} taken @param {(problem: string) => void} failed */
  constructor(taken, failed) {
    this.taken = taken;
    this.failed = failed;
    this.count = 0;
    /** @type {MediaStream | null} */
    this.stream = null;
    this.video = make("video", { class: "camera", playsinline: "", ...wording({ "aria-label": "colour.camera" }) });
    this.video.muted = true;
    const shoot = button("colour.take", () => this.take());
    const cancel = button("colour.cancel", () => this.close());
    this.root = make("div", { hidden: "" }, this.video, make("div", { class: "letters" }, shoot, cancel));
  }

  async open() {
    this.close();
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      this.video.srcObject = this.stream;
      this.root.hidden = false;
      await this.video.play();
      this.failed("");
    } catch (error) {
      this.close();
      this.failed(text("colour.noCamera", { why: /** @type {Error} */ (error).message }));
    }
  }

  take() {
    const { videoWidth, videoHeight } = this.video;
    if (videoWidth > 0) {
      this.count += 1;
      this.taken(photoOf(text("colour.taken", { n: this.count }), this.video, videoWidth, videoHeight));
    }
    this.close();
  }

  /** Gives the camera back. */
  close() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.video.srcObject = null;
    this.root.hidden = true;
  }
}
