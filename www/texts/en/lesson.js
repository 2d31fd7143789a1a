/** What a lesson says beside its own question. */
export default /** @type {const} */ ({
  "lesson.before": "Before you run it",
  "lesson.question": "The question",
  "lesson.guess": "Your guess; it stays in this page",
  "lesson.run": "Run it",
  "lesson.note": "In this lesson some controls are fixed or not shown.",
  "lesson.leave": "Leave the lesson",
});
