/** A picture of a stage, as it is shown, with an edge of the stage's ground. */

const edge = 20; // pixels of the picture
const ground = "#0b0c11";

/** @param {HTMLCanvasElement | null} canvas @returns {Promise<Blob>} a PNG */
export function pictureOf(canvas) {
  return new Promise((resolve, reject) => {
    const copy = document.createElement("canvas");
    const context = canvas?.width ? copy.getContext("2d") : null;
    if (!canvas || !context) return reject(new Error("there is no picture yet"));
    [copy.width, copy.height] = [canvas.width + 2 * edge, canvas.height + 2 * edge];
    context.fillStyle = ground;
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(canvas, edge, edge);
    copy.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture could not be written"))), "image/png");
  });
}
