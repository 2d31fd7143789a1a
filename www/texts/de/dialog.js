/** Was der Dialog für Autoren sagt. */
/** @type {import("../../texts.js").Translated<typeof import("../en/dialog.js").default>} */
export default {
  "dialog.title": "Diese Abbildung einbetten",
  "dialog.kind": "Für",
  "dialog.view": "Ansicht",
  "dialog.size": "Größe",
  "dialog.controls": "Bedienung",
  "dialog.says": "Unterschrift",
  "dialog.caption": "Aus Rauschen werden Bilder: ein Netz analoger Einheiten, im Browser der Leser trainiert.",
  "dialog.code": "Text zum Einfügen",
  "dialog.copy": "Kopieren",
  "dialog.close": "Schließen",
  "dialog.copied": "Kopiert.",
  "dialog.byHand": "Die Zwischenablage wurde verweigert; der Text ist ausgewählt, zum Kopieren von Hand.",
};
