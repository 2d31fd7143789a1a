/** Die Wörter der ersten Seite. @type {import("../../texts.js").Translated<typeof import("../en/play.js").default>} */
export default {
  "play.title": "thermogen – dieses Bild malt die Wärme",
  "play.description":
    "Wärme ist Zufall. Hier malt sie: Tausende verrauschte Einheiten lernen in diesem Tab Bilder und machen aus Rauschen wieder Bilder. Schmelzen, kühlen, mit dem eigenen Foto.",
  "play.skip": "Weiter zur Temperatur",
  "play.nav": "Andere Seiten",
  "play.language": "Sprache",
  "play.noscript": "Das Bild wird im Browser berechnet, der dafür JavaScript und WebAssembly braucht.",
  "play.stage": "Das lebende Bild",
  "play.headline": "Wärme ist Zufall. Hier malt sie.",
  "play.lede":
    "Jeder Punkt ist eine analoge Einheit, die von der Wärme angestoßen wird. Das Gelernte macht aus ihrer zufälligen Bewegung ein Bild.",
  "play.measured": {
    one: "{units} verrauschte Einheiten haben {count} Bild in {seconds} s gelernt, auf diesem Gerät. Nur Wärme und das Gelernte malen es.",
    other:
      "{units} verrauschte Einheiten haben {count} Bilder in {seconds} s gelernt, auf diesem Gerät. Nur Wärme und das Gelernte malen sie.",
  },
  "play.noise": "Rauschen",
  "play.likeness": "{name}, Ähnlichkeit {overlap} von 1",
  "play.state.noise": "Rauschen.",
  "play.state.learning": "Es lernt …",
  "play.state.condensing": "Es entsteht: {name}.",
  "play.state.resting": "In Ruhe: {name}.",
  "play.state.melting": "Es schmilzt.",
  "play.state.mixed": "Zwischen den Bildern.",
  "play.heat": {
    one: "Abgegebene Wärme: 1 Photon grünen Lichts",
    other: "Abgegebene Wärme: {count} Photonen grünen Lichts",
  },
  "play.heat.taken": {
    one: "Aufgenommene Wärme: 1 Photon grünen Lichts",
    other: "Aufgenommene Wärme: {count} Photonen grünen Lichts",
  },
  "play.heat.title":
    "{heat} kT ans Bad abgegeben, seit dieses Bild zu entstehen begann. Ein Photon grünen Lichts (532 nm) trägt 90 kT eines Bads von 300 K.",
  "play.memory": "Bilder, an die es sich erinnert; eines drücken, um es zu verlangen",
  "play.ask": "Verlangen: {name}",
  "play.add": "Noch ein Bild merken",
  "play.bath": "Temperatur",
  "play.cold": "kalt",
  "play.hot": "heiß",
  "play.kt": "× {multiple}",
  "play.kt.said": "{multiple}-mal die Temperatur, bei der gelernt wurde",
  "play.photo": "Mein Foto",
  "play.draw": "Malen",
  "play.pause": "Pause",
  "play.play": "Weiter",
  "play.film": "Filmstreifen",
  "play.film.at": "Zeitpunkt {time}",
  "play.share": "Teilen",
  "play.touch":
    "Das Bild anfassen: Ein bewegter Finger ist heiß und schmilzt es, einer, der drückt und bleibt, ist kalt und hält es fest. Tasten: Pfeile, Eingabe, H.",
  "play.photo.failed": "Dieses Bild lässt sich nicht verwenden: {why}",
  "play.draw.title": "Selbst malen",
  "play.draw.text":
    "Male etwas. Sobald du den Finger hebst, lernt es ein kleiner Rechner, und sechzehn Kopien entstehen aus sechzehnmal anderem Rauschen.",
  "play.draw.clear": "Leeren",
  "play.draw.state": "Sechzehn Proben von dem, was du gemalt hast",
  "play.rub.title": "Ein Stück ausradieren und zusehen, wie es nachwächst",
  "play.rub.text":
    "Jede Einheit spürt, was die anderen tun. Reibe über das Bild: Die Punkte unter dem Finger schmelzen, und der Rest des Bildes zieht sie wieder an ihren Platz.",
  "play.rub.picture": "Ein Fisch in Ruhe. Mit dem Zeiger reiben, oder mit Pfeilen und Eingabe",
  "play.digit.title": "Eine Ziffer verlangen und lenken",
  "play.digit.text":
    "Dieser Rechner hat 300 handgeschriebene Ziffern gelernt. Drücke eine: Aus Rauschen wird eine Ziffer, die niemand geschrieben hat. Zieh auf dem dunklen Feld, und sie neigt sich und schwillt dabei.",
  "play.digit.chips": "Ziffern",
  "play.digit.picture": "Die Ziffer {digit}, von der Wärme gemalt",
  "play.how": "Warum geht das? {learn}, Schritt für Schritt. Alle Instrumente, Einstellungen und eigene Daten: {lab}.",
  "play.learn": "Wie es geht",
  "play.learnHref": "learn.de.html",
  "play.lab": "Das Labor",
  "play.paper": "Nach S. Whitelam, {work}, Phys. Rev. Lett. 136, 037101 (2026), {link}.",
  "play.licences":
    "Programm: MIT oder Apache-2.0; {notices}. Ziffern: MNIST, CC BY-SA 3.0. Nichts verlässt diesen Tab. Eine Figur davon in der eigenen Seite: {embed}.",
  "play.notices": "Hinweise zu Fremdem",
  "play.embed": "einbetten",
};
