/** What index.html says: scripts/site.mjs writes it into the page, so that this loads only to return to English. */
export default /** @type {const} */ ({
  title: "thermogen – noise becomes digits",
  language: "Language",
});
