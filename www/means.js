/** Mean images of classes: what a data set too large to list is shown by and read against. */

/**
 * @param {Uint8Array | Float32Array} images count × area
 * @param {Uint8Array} labels one per image
 * @returns {{labels: Uint8Array, means: Float32Array}} the classes in ascending order, and classes × area
 */
export function classMeans(images, labels) {
  const area = images.length / labels.length;
  const classes = Uint8Array.from(new Set(labels)).sort();
  const means = new Float32Array(classes.length * area);
  classes.forEach((label, c) => {
    const members = [...labels.keys()].filter((k) => labels[k] === label);
    for (let i = 0; i < area; i++) {
      means[c * area + i] = members.reduce((sum, k) => sum + images[k * area + i], 0) / members.length;
    }
  });
  return { labels: classes, means };
}

/** @param {number[] | Float32Array} a @param {number[] | Float32Array} b @returns {number} Pearson's, NaN where either is constant */
export function correlation(a, b) {
  const [ma, mb] = [average(a), average(b)];
  let [both, aa, bb] = [0, 0, 0];
  for (const [i, x] of a.entries()) {
    both += (x - ma) * (b[i] - mb);
    aa += (x - ma) ** 2;
    bb += (b[i] - mb) ** 2;
  }
  return both / Math.sqrt(aa * bb);
}

/** @param {number[] | Float32Array} values */
function average(values) {
  let sum = 0;
  for (const x of values) sum += x;
  return sum / values.length;
}
