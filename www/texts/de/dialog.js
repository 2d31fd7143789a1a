/** Was der Dialog für Autoren sagt. */
/** @type {import("../../texts.js").Translated<typeof import("../en/dialog.js").default>} */
export default {
  "dialog.title": "Diese Abbildung einbetten",
  "dialog.kind": "Für",
  "dialog.view": "Ansicht",
  "dialog.view.denoise": "aus Rauschen werden Bilder",
  "dialog.view.train": "das Training",
  "dialog.view.heat": "Wärme vieler Läufe",
  "dialog.view.couplings": "Kopplungen",
  "dialog.view.unit": "eine Einheit in ihrer Mulde",
  "dialog.view.compare": "zwei Einstellungen im Vergleich",
  "dialog.size": "Größe",
  "dialog.controls": "Bedienung",
  "dialog.controls.note":
    "Bedienung: beliebig viele von play, reset, fresh (andere Proben), time und Namen von Parametern wie generate_kt, mit Leerzeichen dazwischen; none für keine.",
  "dialog.says": "Unterschrift",
  "dialog.caption": "Aus Rauschen werden Bilder: ein Netz analoger Einheiten, im Browser der Leser trainiert.",
  "dialog.code": "Text zum Einfügen",
  "dialog.copy": "Kopieren",
  "dialog.close": "Schließen",
  "dialog.copied": "Kopiert.",
  "dialog.byHand": "Die Zwischenablage wurde verweigert; der Text ist ausgewählt, zum Kopieren von Hand.",
};
