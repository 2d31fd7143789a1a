/** What is said of files that people choose or drop: what was done to a picture, and why one cannot be learned. */
export default /** @type {const} */ ({
  "own.transparent": "its shape taken from what is not transparent",
  "own.evened": "evened out, as its light was uneven",
  "own.noise": "{name}: is noise, in which no pixel knows of its neighbours; nothing of it could be learned.",
  "own.undecoded":
    "{name}: is a {kind} picture, which this browser cannot read; save it as PNG or JPEG (on a phone: “most compatible”).",
  "own.turn": "Turn the images",
  "own.lies": "If they lie on their side, as those of EMNIST do, turn them.",
  "own.oneSet": "Of several sets of images one is learned, {name}; not read: {others}.",
  "own.hiddenPixels":
    "This browser hides the pixels of pictures from pages, to protect you from being recognised, so that nothing can be read from a picture or a letter here. Draw on the pad, or allow this page to read canvases.",
  "own.noisyPixels": "its brightness is a little noisy, as this browser protects you from being recognised",
  "own.noPicture": "{name}: cannot be read as a picture; PNG and JPEG can.",
  "own.tooLarge": "{name}: has {width} × {height} pixels; at most {most} million are read.",
  "own.oneTone": "{name}: is of one tone, so that nothing is left to learn.",
  "own.tooLong": "{name}: has {size} bytes; at most {most} are read.",
  "own.noIdx": "{name}: no picture, and as IDX: {why}",
  "own.onlyLabels": "{name}: holds labels; drop it together with its images.",
  "own.labels": "{name}: {labels} labels for {images} images.",
  "own.sides": "{name}: its images are {width} × {height} pixels; sides from {min} to {max} can be trained here.",
  "own.noImages": "{name}: it has no images.",
  "own.noCanvas": "This browser gives no canvas to draw on.",
});
