/** What an author pastes to have a figure: from the address of the site and what the figure shows. No DOM. */

/**
 * @typedef {object} Wanted
 * @property {string} base address of the site, ending in /
 * @property {string} fragment of the link, without #
 * @property {string} scene
 * @property {string} view
 * @property {string} controls
 * @property {number} width px
 * @property {number} height px
 * @property {string} title
 */

/** @param {string} text */
const attribute = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
/** @param {string} text */
const tex = (text) => text.replace(/[\\{}$&#^_~%]/g, (c) => (c === "\\" ? "\\textbackslash{}" : `\\${c}`));
/** An address in an argument of a TeX command. @param {string} url */
const texAddress = (url) => url.replace(/[%#&\\]/g, (c) => `\\${c}`);

/** @param {Wanted} wanted */
const pageOf = ({ base, fragment }) => `${base}lab.html${fragment && `#${fragment}`}`;

/** @param {Wanted} wanted the address of the frame's page */
export function frameOf({ base, fragment, view, controls }) {
  const query = new URLSearchParams();
  if (view !== "denoise") query.set("view", view);
  if (controls !== "play time") query.set("controls", controls);
  const text = query.toString();
  return `${base}embed.html${text && `?${text}`}${fragment && `#${fragment}`}`;
}

/** @type {Record<string, (wanted: Wanted) => string>} */
export const snippets = {
  iframe: (wanted) =>
    `<iframe src="${attribute(frameOf(wanted))}" title="${attribute(wanted.title)}" width="${wanted.width}" height="${wanted.height}" sandbox="allow-scripts" loading="lazy" style="border:0"></iframe>`,
  element: (wanted) => {
    const { base, fragment, view, controls, width, title, scene } = wanted;
    const others = [
      ["link", fragment],
      ["view", view === "denoise" ? "" : view],
      ["controls", controls === "play time" ? "" : controls],
      ["caption", title],
      ["poster", `${base}stills/${scene}.png`],
    ];
    const said = others.filter(([, value]) => value).map(([name, value]) => ` ${name}="${attribute(value)}"`);
    return `<script type="module" src="${attribute(base)}thermo-gen.js"></script>\n<thermo-gen${said.join("")} style="max-width: ${width}px"></thermo-gen>`;
  },
  markdown: (wanted) =>
    `[![${wanted.title.replace(/[[\]]/g, "\\$&")}](${wanted.base}stills/${wanted.scene}.png)](${pageOf(wanted)})`,
  latex: (wanted) =>
    [
      "% \\usepackage{graphicx, hyperref, qrcode}; the picture is stills/ of the site, or saved from the page",
      "\\begin{figure}",
      "  \\centering",
      `  \\includegraphics[width=0.6\\linewidth]{${wanted.scene}.png}\\quad`,
      `  \\qrcode[height=2.5cm]{${texAddress(pageOf(wanted))}}`,
      `  \\caption{${tex(wanted.title)} It runs at \\href{${texAddress(pageOf(wanted))}}{this address}.}`,
      "\\end{figure}",
    ].join("\n"),
  quarto: (wanted) =>
    [
      '::: {.content-visible when-format="html"}',
      "```{=html}",
      snippets.iframe(wanted),
      "```",
      ":::",
      '::: {.content-hidden when-format="html"}',
      snippets.markdown(wanted),
      ":::",
    ].join("\n"),
  jupyter: (wanted) =>
    `from IPython.display import IFrame\n\nIFrame(${JSON.stringify(frameOf(wanted))}, width=${wanted.width}, height=${wanted.height})`,
  marimo: (wanted) =>
    `import anywidget, traitlets\n\nclass ThermoGen(anywidget.AnyWidget):\n    _esm = ${JSON.stringify(`${wanted.base}widget.js`)}\n    link = traitlets.Unicode().tag(sync=True)\n    view = traitlets.Unicode("denoise").tag(sync=True)\n    controls = traitlets.Unicode("play time").tag(sync=True)\n    settings = traitlets.Dict().tag(sync=True)\n    state = traitlets.Dict().tag(sync=True)\n\nThermoGen(link=${JSON.stringify(wanted.fragment)}, view=${JSON.stringify(wanted.view)})`,
  bibtex: (wanted) =>
    [
      "@article{Whitelam2026,",
      "  author = {Whitelam, Stephen},",
      "  title = {Generative thermodynamic computing},",
      "  journal = {Phys. Rev. Lett.},",
      "  volume = {136},",
      "  pages = {037101},",
      "  year = {2026},",
      "  eprint = {2506.15121},",
      "  archivePrefix = {arXiv}",
      "}",
      "@misc{thermogen,",
      `  title = {thermogen: ${tex(wanted.title)}},`,
      `  howpublished = {\\url{${texAddress(pageOf(wanted))}}}`,
      "}",
    ].join("\n"),
};
