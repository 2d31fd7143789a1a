/**
 * Removes the copy that a service worker serves, where a script of the page does not come out of it although the network
 * is there, and loads the page again from the network. Once in a tab: what fails from the network too is no fault of the copy.
 */

const mark = "thermogen.healed";

/** Whether this tab has done it before; also where the browser keeps no such marks, so that it is not done for ever. */
function isTried() {
  try {
    if (sessionStorage.getItem(mark)) return true;
    sessionStorage.setItem(mark, "yes");
    return false;
  } catch {
    return true;
  }
}

async function remove() {
  const registration = await navigator.serviceWorker.getRegistration();
  const { ok } = await fetch("service.js", { cache: "no-store" });
  if (!registration || !ok || isTried()) return;
  await registration.unregister();
  const names = (await caches.keys()).filter((name) => name.startsWith(`thermogen ${registration.scope} `));
  await Promise.all(names.map((name) => caches.delete(name)));
  location.reload();
}

/** Watches the scripts of the page. */
export function heal() {
  if (!navigator.serviceWorker?.controller) return;
  const watch = (/** @type {Event} */ { target }) => {
    if (target instanceof HTMLScriptElement) remove().catch(() => {}); // without a network the copy is all there is
  };
  addEventListener("error", watch, true);
}
