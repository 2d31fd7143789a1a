/** Was eine Lektion außer ihrer Frage sagt. @type {import("../../texts.js").Translated<typeof import("../en/lesson.js").default>} */
export default {
  "lesson.before": "Bevor es losgeht",
  "lesson.question": "Die Frage",
  "lesson.guess": "Die eigene Vermutung; sie bleibt auf dieser Seite",
  "lesson.run": "Starten",
  "lesson.note": "In dieser Lektion sind manche Regler fest oder nicht zu sehen.",
  "lesson.leave": "Die Lektion verlassen",
};
