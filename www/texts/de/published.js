/** Was zu veröffentlichten Werten gesagt wird. @type {import("../en/published.js").PublishedWords} */
export default {
  "published.heat.1.6.place": "Mittel über 1 000 entrauschende Trajektorien dreier MNIST-Ziffern",
  "published.heat.1.6.about":
    "Der Artikel gibt nur das Mittel an und nicht, wie seine Pixel skaliert waren: dass unit × 1,6 ihm am nächsten kommt, ist unser Schluss.",
  "published.heat.1.place": "etwa 137 E₀, jedes Bild mit Mittel 0 und Varianz 1",
  "published.heat.1.about": "Andere Ziffern geben andere Wärmen.",
};
