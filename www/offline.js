/**
 * Makes the page work without a network from the next visit on. Called once the first picture is there,
 * so that the first visit is not slowed; who saves data is not burdened with what may not be used.
 *
 * Where the host serves files that differ from those that were published, no copy is made, and the page says which.
 */
import { make } from "./dom.js";
import { wording } from "./wording.js";

const named = 3; // files in the sentence

/** @param {string[]} missing files that are not as they were published */
function tell(missing) {
  document.getElementById("offline")?.remove();
  const files = missing.slice(0, named).join(", ") + (missing.length > named ? ", …" : "");
  const words = wording({ text: "offline.missing" }, { count: missing.length, files });
  document.querySelector("footer")?.append(make("p", { id: "offline", class: "note", role: "status", ...words }));
}

/** @param {string} build the variant that runs here */
export function workOffline(build) {
  const { serviceWorker } = navigator;
  const saves = /** @type {{connection?: {saveData?: boolean}}} */ (navigator).connection?.saveData;
  if (!serviceWorker || saves) return;
  serviceWorker.addEventListener("message", ({ data }) => {
    if (data?.type === "offline" && Array.isArray(data.missing)) tell(data.missing.map(String));
  });
  const script = new URL("./service.js", import.meta.url);
  script.search = `?build=${build}`;
  serviceWorker.register(script, { scope: "./" }).catch(() => {}); // refused: the page needs the network, as before
}
