/** Was zu veröffentlichten Werten gesagt wird. @type {import("../en/published.js").PublishedWords} */
export default {
  "published.heat.1.6.place": "Mittel über 1 000 entrauschende Trajektorien dreier MNIST-Ziffern",
  "published.heat.1.6.about":
    "Der Artikel gibt nur das Mittel an und nicht, wie seine Pixel skaliert waren: dass unit × 1,6 ihm am nächsten kommt, ist unser Schluss.",
  "published.heat.1.place": "etwa 137 E₀, jedes Bild mit Mittel 0 und Varianz 1",
  "published.heat.1.about": "Andere Ziffern geben andere Wärmen.",
  "published.online_difference.1.place":
    "die Regel, die nach jedem Schritt lernt, neben der des Artikels, fünf Paare von Startwerten",
  "published.online_difference.1.about":
    "Dazu braucht es mit demselben Startwert ein Training nach jeder der beiden Regeln; „thermogen paper“ macht sie.",
  "published.trajectories.any.place": "entrauschende Trajektorien, deren Mittel die Wärme ist",
  "published.trajectories.any.about": "",
  "published.digital.any.place": "Schätzung für ein digitales Netz: 217 088 Multiplikationen × 10 Schritte × 1 pJ",
  "published.digital.any.about": "Eine Schätzung, ihre.",
  "published.ratio.any.place": "die digitale Schätzung geteilt durch die Wärme",
  "published.ratio.any.about": "Ohne das Einschalten der Kopplungen, das Auslesen und die Steuerung.",
};
