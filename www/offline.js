/**
 * Makes the page work without a network from the next visit on. Called once the first picture is there,
 * so that the first visit is not slowed; who saves data is not burdened with what may not be used.
 */

/** @param {string} build the variant that runs here */
export function workOffline(build) {
  const { serviceWorker } = navigator;
  const saves = /** @type {{connection?: {saveData?: boolean}}} */ (navigator).connection?.saveData;
  if (!serviceWorker || saves) return;
  const script = new URL("./service.js", import.meta.url);
  script.search = `?build=${build}`;
  serviceWorker.register(script, { scope: "./" }).catch(() => {}); // refused: the page needs the network, as before
}
