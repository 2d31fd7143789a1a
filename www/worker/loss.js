/** Why a worker was lost, in the words of the page. */
import { text } from "../texts.js";

/** @param {import("./client.js").Loss} loss */
export function why({ reason, message }) {
  if (reason === "silent") return text("notice.silent");
  return message || text("notice.noScript");
}
