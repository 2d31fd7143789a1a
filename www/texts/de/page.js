/** Was die Skripte der ersten Ansicht sagen. @type {import("../../texts.js").Translated<typeof import("../en/page.js").default>} */
export default {
  "theme.auto": "Design: automatisch",
  "theme.light": "Design: hell",
  "theme.dark": "Design: dunkel",
  "theme.notKept": "Gilt, solange diese Seite offen ist: Der Browser speichert es nicht",
  "language.failed":
    "Die Texte dieser Sprache ließen sich nicht laden ({why}). Erneutes Wählen versucht es noch einmal.",
};
