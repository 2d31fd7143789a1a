/** Was über Dateien gesagt wird, die Leute wählen oder ablegen. @type {import("../../texts.js").Translated<typeof import("../en/own.js").default>} */
export default {
  "own.transparent": "Form aus dem, was nicht durchsichtig ist",
  "own.evened": "ausgeglichen, da das Licht ungleich war",
  "own.noise": "{name}: ist Rauschen, in dem kein Pixel von seinen Nachbarn weiß; davon ließe sich nichts lernen.",
  "own.undecoded":
    "{name}: ist ein Bild der Art {kind}, die dieser Browser nicht lesen kann; speichern Sie es als PNG oder JPEG (auf dem Telefon: „Maximale Kompatibilität“).",
  "own.turn": "Bilder wenden",
  "own.lies": "Falls sie auf der Seite liegen, wie die von EMNIST, wenden Sie sie.",
  "own.oneSet": "Von mehreren Sätzen von Bildern wird einer gelernt, {name}; nicht gelesen: {others}.",
  "own.hiddenPixels":
    "Dieser Browser verbirgt die Pixel von Bildern vor Seiten, um Sie vor Wiedererkennung zu schützen, sodass hier nichts aus einem Bild oder Buchstaben gelesen werden kann. Zeichnen Sie auf der Fläche, oder erlauben Sie dieser Seite, Zeichenflächen auszulesen.",
  "own.noisyPixels": "seine Helligkeit rauscht ein wenig, da dieser Browser Sie vor Wiedererkennung schützt",
  "own.noPicture": "{name}: lässt sich nicht als Bild lesen; PNG und JPEG gehen.",
  "own.tooLarge": "{name}: hat {width} × {height} Pixel; höchstens {most} Millionen werden gelesen.",
  "own.oneTone": "{name}: ist einfarbig, sodass nichts zu lernen bleibt.",
  "own.tooLong": "{name}: hat {size} Bytes; höchstens {most} werden gelesen.",
  "own.noIdx": "{name}: kein Bild, und als IDX: {why}",
  "own.onlyLabels": "{name}: enthält Labels; zusammen mit ihren Bildern ablegen.",
  "own.labels": "{name}: {labels} Labels für {images} Bilder.",
  "own.sides": "{name}: Die Bilder haben {width} × {height} Pixel; trainiert werden hier Seiten von {min} bis {max}.",
  "own.noImages": "{name}: enthält keine Bilder.",
  "own.noCanvas": "Dieser Browser stellt keine Zeichenfläche bereit.",
};
