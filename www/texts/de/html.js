/** Was index.html sagt. @type {import("../../texts.js").Translated<typeof import("../en/html.js").default>} */
export default {
  title: "thermogen – aus Rauschen werden Ziffern",
  language: "Sprache",
};
