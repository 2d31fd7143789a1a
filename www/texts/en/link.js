/** What is said of a bad link: the core's words, and one of the page's own. */
import words from "../../built/link-words.js";

export default /** @type {const} */ ({ ...words, "link.images": "images of a file" });
