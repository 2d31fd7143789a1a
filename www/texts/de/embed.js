/** Was eine eingebettete Figur sagt. @type {import("../../texts.js").Translated<typeof import("../en/embed.js").default>} */
export default {
  "embed.label": "Generatives thermodynamisches Rechnen: Proben",
  "embed.loading": "Der Rechner wird geladen",
  "embed.learning": "Lernt: Iteration {iteration} von {iterations}",
  "embed.held": "Lernen angehalten",
  "embed.stopped": "Angehalten",
  "embed.problem": "{field} {message}",
  "embed.problems": "Weggelassen, da nicht verwendbar: {problems}.",
  "embed.forbidden":
    "Die Sicherheitsrichtlinie dieser Seite verbietet, was die Abbildung braucht: script-src muss 'wasm-unsafe-eval' und worker-src blob: erlauben.",
  "embed.noWasm": "Dieser Browser führt hier kein WebAssembly aus, das die Abbildung braucht.",
  "embed.retry": "Noch einmal versuchen",
  "embed.play": "Abspielen",
  "embed.pause": "Pause",
  "embed.reset": "Noch einmal aus dem Rauschen",
  "embed.fresh": "Andere Proben",
  "embed.time": "Zeit",
  "embed.at": "Zeit {time} von {end}",
  "embed.start": "{samples} Proben, Rauschen",
  "embed.now": {
    one: "{count} Probe zur Zeit {time}: Ähnlichkeit {overlap}, abgegebene Wärme {heat} kT.",
    other: "{count} Proben zur Zeit {time}: mittlere Ähnlichkeit {overlap}, abgegebene Wärme im Mittel {heat} kT.",
  },
  "embed.end": {
    one: "{count} Probe am Ende: Ähnlichkeit {overlap}, abgegebene Wärme {heat} kT.",
    other: "{count} Proben am Ende: mittlere Ähnlichkeit {overlap}, abgegebene Wärme im Mittel {heat} kT.",
  },
  "embed.loss": "Überschuss des Verlusts über {iterations} Iterationen",
  "embed.loss.none": "Überschuss des Verlusts: noch keine Iteration",
  "embed.loss.now": "Überschuss des Verlusts über {count} Iterationen: {first} am Anfang, {last} jetzt",
  "embed.loss.optimum": "Optimum {value}",
  "embed.trained": "{iterations} Iterationen in {time} auf diesem Gerät",
  "embed.heat.axis": "abgegebene Wärme einer Probe, kT, über der Zeit",
  "embed.heat.words": "Abgegebene Wärme von {samples} Proben über der Zeit: {mean} ± {spread} kT zur Zeit {time}.",
  "embed.maps":
    "Kopplungen der {count} stärksten von {hidden} verborgenen Einheiten mit den Pixeln; Weiß ist +{largest}, Schwarz −{largest}.",
  "embed.maps.none": "Dieser Rechner hat keine verborgenen Einheiten.",
  "embed.map": "Verborgene Einheit {unit}",
  "embed.unit":
    "Eine Einheit in ihrer Mulde, ihr Weg in der Zeit, und Balken, die viele solche Einheiten zählen, unter der Linie des Boltzmann-Gesetzes",
  "embed.compare.need": 'Die Ansicht compare braucht, was sich unterscheidet: compare="generate_kt:2"',
};
