/** What the scripts of the first view say. */
export default /** @type {const} */ ({
  "theme.auto": "Theme: auto",
  "theme.light": "Theme: light",
  "theme.dark": "Theme: dark",
  "theme.notKept": "Lasts as long as this page: the browser refuses to store it",
  "language.failed": "The words of this language could not be loaded ({why}). Choose it again to retry.",
});
