/** Die Worte des Lenkens. @type {import("../../texts.js").Translated<typeof import("../en/steer.js").default>} */
export default {
  steer: "Lenken",
  "steer.note":
    "Ein latenter Code sagt, wie eine Ziffer geschrieben ist. Auf dem Feld ziehen: Alle Proben bekommen diese beiden Zahlen zugleich, während sie laufen. Blasse Punkte sind Trainingsbilder der Klasse, kleine Ringe die Bilder der Proben, wie sie jetzt sind. Einheiten sind Standardabweichungen der Trainingsbilder.",
  "steer.pad": "Feld mit zwei Achsen",
  "steer.pad.keys":
    "Zwei Zahlen des latenten Codes. Pfeiltasten verändern sie, mit Umschalt in größeren Schritten; Pos1 setzt beide auf 0",
  "steer.x": "Quer",
  "steer.y": "Hoch",
  "steer.axis.slant": "Neigung",
  "steer.axis.ink": "Menge der Tinte",
  "steer.axis.width": "Breite",
  "steer.number": "Zahl {n} des Codes",
  "steer.at": "{across} {x}, {up} {y}",
  "steer.lab": "Im Labor öffnen",
  "steer.map": "Quer: Neigung. Hoch: Menge der Tinte. Punkte sind gelernte Ziffern, der kleine Ring ist diese.",
  "steer.more": "Drei weitere Zahlen",
  "steer.which": "Welche Zahl",
  "steer.from": "Bild",
  "steer.to": "und",
  "steer.sample": "Probe {n}",
  "steer.image": "Trainingsbild von {label}",
  "steer.chosen": "Das gewählte Bild",
  "steer.like": "Mehr wie dieses",
  "steer.path": "Ein Weg zwischen beiden",
  "steer.draw": "Eine Ziffer zeichnen und neu malen lassen",
  "steer.redraw": "Neu malen",
  "steer.clear": "Löschen",
  "steer.full":
    "Dieser Lauf hat so viele Änderungen der Codes, wie ein Link fasst. Alle zurücknehmen, oder einen neuen beginnen.",
};
