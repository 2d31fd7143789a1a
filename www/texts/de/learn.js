/** temporary */
export { default } from "../en/learn.js";
