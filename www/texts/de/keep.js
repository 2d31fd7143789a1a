/** Was über ein Training gesagt wird, das ein Neuladen übersteht. @type {import("../../texts.js").Translated<typeof import("../en/keep.js").default>} */
export default {
  "keep.resumed":
    "Das unterbrochene Training geht nach Iteration {iteration} weiter, mit denselben Bits wie ohne Unterbrechung.",
  "keep.refused":
    "Dieser Browser lehnt es ab, das Training aufzubewahren ({why}). Es läuft hier weiter und nichts geht verloren, nach einem Neuladen aber begänne es von vorn.",
  "keep.full":
    "Dieser Browser hat keinen Platz, das Training aufzubewahren ({size} MB). Es läuft hier weiter und nichts geht verloren, nach einem Neuladen aber begänne es von vorn.",
  "keep.unread": "Das unterbrochene Training ließ sich nicht wieder lesen ({why}). Es beginnt von vorn.",
};
