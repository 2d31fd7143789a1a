/** Was der Vergleich zweier Einstellungen sagt. @type {import("../../texts.js").Translated<typeof import("../en/rival.js").default>} */
export default {
  "rival.samples": "Proben des zweiten Rechners",
  "rival.title": "Daneben: dasselbe Rauschen",
  "rival.differs": "Was anders ist",
  "rival.end": "Vergleich beenden",
  "rival.show": "Daneben zeigen",
  "rival.with": "Ein zweiter Rechner, anders in",
  "rival.value": "{label} des zweiten Rechners",
  "rival.same": "{label} ist in beiden gleich: Der zweite Rechner braucht einen anderen Wert.",
  "rival.remove": "entfernen",
  "rival.removeOf": "entfernen: {label}",
  "rival.instead": "{label} {value} statt {first}",
  "rival.sentence":
    "Zur Zeit {time} hat der zweite Rechner {heat} kT abgegeben gegen {firstHeat} kT, sein Überlapp ist {overlap} gegen {firstOverlap}.",
  "rival.first": "erster",
  "rival.second": "zweiter",
  "rival.heat": "Abgegebene Wärme, Mittel, kT des eigenen Bades",
  "rival.overlap": "Bester Überlapp mit Vorzeichen, Mittel",
  "rival.inverted": "Invertierte Proben",
  "rival.loading": "Der zweite Rechner wird geladen.",
  "rival.learns": "Der zweite Rechner lernt: Iteration {iteration} von {iterations}.",
  "rival.starts": "Der zweite Rechner beginnt im Rauschen.",
};
