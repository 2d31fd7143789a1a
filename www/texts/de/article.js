/** temporary */
export { default } from "../en/article.js";
