// Small logarithmic charts as SVG, for the drawings of docs/ that a measurement makes.

/** The fit's curve is drawn as a line, measurements as dots, open ones for a second kind of work. @typedef {{points: [number, number][], kind: "dot" | "open" | "line"}} Series */

/** One panel with logarithmic axes. @param {number} column @param {number} row @param {string} label @param {Series[]} series */
export function panel(column, row, label, series) {
  const [left, above] = [column * 310, row * 320];
  const all = series.filter(({ kind }) => kind !== "line").flatMap(({ points }) => points);
  const [from, to] = [Math.min, Math.max].map((end) => Math.log10(end(...all.map(([at]) => at))));
  const values = all.map(([, value]) => Math.log10(value));
  const [bottom, top] = [Math.floor(Math.min(...values)), Math.ceil(Math.max(...values))];
  const x = (/** @type {number} */ at) => left + 50 + (240 * (Math.log10(at) - from)) / (to - from);
  const y = (/** @type {number} */ value) => above + 270 - (240 * (Math.log10(value) - bottom)) / (top - bottom);
  const text = (/** @type {string} */ at, /** @type {string | number} */ words) => `<text ${at}>${words}</text>`;
  const place = (/** @type {[number, number]} */ [at, value]) => [x(at).toFixed(1), y(value).toFixed(1)];
  const levels = Array.from({ length: top - bottom + 1 }, (_, i) => {
    const value = Number((10 ** (bottom + i)).toPrecision(3));
    const line = `<path class="grid" d="M${left + 50} ${y(value)}h240"/>`;
    return line + text(`x="${left + 44}" y="${y(value) + 4}" text-anchor="end"`, value);
  });
  const [{ points }] = series;
  const named = points.filter((_, i) => points.length < 5 || i % 2 === 0);
  const marks = named.map(([at]) => text(`x="${x(at)}" y="${above + 288}" text-anchor="middle"`, at));
  const drawn = series.map(({ points, kind }) => {
    if (kind === "line") return `<polyline points="${points.map((point) => place(point).join(",")).join(" ")}"/>`;
    const circles = points.map(place).map(([cx, cy]) => `<circle class="${kind}" cx="${cx}" cy="${cy}" r="3"/>`);
    return circles.join("");
  });
  const title = text(`x="${left + 170}" y="${above + 312}" text-anchor="middle"`, label);
  return [...levels, ...marks, ...drawn, title].join("\n");
}

const style =
  "text{font:11px sans-serif;fill:#555}.grid{stroke:#ccc}circle{fill:#1f6feb}.open{fill:#fff;stroke:#1f6feb}polyline{fill:none;stroke:#d1600a}";

/** The whole drawing. @param {string} title @param {[number, number]} size @param {string[]} panels */
export function drawing(title, [width, height], panels) {
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img"><title>${title}</title>`;
  return `${head}\n<style>${style}</style>\n${panels.join("\n")}\n</svg>\n`;
}
