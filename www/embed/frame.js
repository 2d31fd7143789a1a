/**
 * The page for an iframe: one figure that fits the frame, whatever its shape, told by the address what to show and by
 * messages what to do (docs/embedding.md). The height that it posts is the one with a square picture.
 *
 * Messages are taken from the page that holds the frame, and from no other window; with `?parent=ORIGIN` in the
 * address, from that origin alone, and what is posted goes to it alone.
 */
import "./element.js";

const query = new URLSearchParams(location.search);
const allowed = query.get("parent");
const target = allowed ?? "*";
const figure = /** @type {import("./thermo-gen.d.ts").ThermoGen} */ (document.querySelector("thermo-gen"));
const most = 200; // characters of a value
const withStill = ["glyphs", "digits", "pictures", "own"]; // scenes that scripts/stills.mjs always makes

/** Takes what the address says as attributes of the figure. */
function read() {
  for (const [name, value] of query) {
    if (name === "parent" || !/^[a-z][a-z0-9_-]{0,40}$/i.test(name)) continue;
    figure.setAttribute(name, value);
  }
  if (/=|%(25)*3d/i.test(location.hash)) figure.setAttribute("link", location.hash);
  document.documentElement.lang = figure.lang || "en";
  const theme = figure.getAttribute("theme");
  document.documentElement.style.colorScheme = theme === "light" || theme === "dark" ? theme : "light dark";
}

/**
 * On paper a frame that was never seen is the still of its scene, and where there is none its words. A browser that loads
 * frames lazily loads this one when it prints, and waits for what is asked for at once; the frame that is seen asks in vain.
 */
function keepStill() {
  const named = query.get("scene") ?? query.get("preset") ?? "glyphs";
  const scene = named === "quick" ? "glyphs" : named;
  if (figure.hasAttribute("link") || !withStill.includes(scene)) return;
  const still = document.createElement("img");
  still.className = "still";
  still.alt = "";
  still.fetchPriority = "low";
  still.addEventListener("error", () => still.remove());
  still.src = `stills/${scene}.png`;
  figure.append(still);
  new IntersectionObserver(([{ isIntersecting }], observer) => {
    observer.disconnect();
    if (!isIntersecting) return;
    still.removeAttribute("src"); // is not fetched to its end
    still.remove();
  }).observe(figure);
}

/** @param {object} message */
const post = (message) => {
  if (parent === window) return;
  try {
    parent.postMessage(message, target);
  } catch {
    // `parent` in the address is no origin: nobody is told
  }
};

/** In the words of this project, and in those that content systems know: AMP's, and Embedly's. @param {number} height */
function tellHeight(height) {
  post({ thermogen: "height", height });
  post({ sentinel: "amp", type: "embed-size", height });
  if (parent !== window && !allowed) {
    parent.postMessage(JSON.stringify({ src: location.href, context: "iframe.resize", height }), "*");
  }
}

/** @type {Record<string, (message: any) => unknown>} */
const acts = {
  set: ({ name, value }) =>
    isWord(name) && isPlain(value)
      ? figure.set(name, value)
      : refuse("set", "needs a name, and a value of text, number or boolean"),
  play: () => figure.play(),
  pause: () => figure.pause(),
  toggle: () => (figure.playing ? figure.pause() : figure.play()),
  reset: () => figure.reset(),
  seek: ({ time }) => (Number.isFinite(time) ? figure.seek(time) : refuse("seek", "needs a time")),
  state: () => figure.state,
  snapshot: () => figure.snapshot(),
};

/** @param {unknown} v */
const isWord = (v) => typeof v === "string" && v.length <= 40;
/** @param {unknown} v */
const isPlain = (v) =>
  typeof v === "boolean" ||
  (typeof v === "number" && Number.isFinite(v)) ||
  (typeof v === "string" && v.length <= most);

/** @param {string} field @param {string} message @returns {false} */
function refuse(field, message) {
  post({ thermogen: "error", field, message: `${field} ${message}` });
  return false;
}

addEventListener("message", async ({ source, origin, data }) => {
  if (source !== parent || source === window || (allowed && origin !== allowed)) return;
  if (typeof data !== "object" || data === null || typeof data.thermogen !== "string") return;
  const { thermogen: name, id } = data;
  if (!Object.hasOwn(acts, name))
    return void refuse("message", `“${name.slice(0, 24)}” is none of ${Object.keys(acts).join(", ")}`);
  try {
    const result = await acts[name](data);
    if (isWord(id) || Number.isSafeInteger(id)) post({ thermogen: "reply", id, result: result ?? null });
  } catch (error) {
    refuse(name, /** @type {Error} */ (error).message);
  }
});

for (const name of ["progress", "trained", "frame", "end", "error"]) {
  figure.addEventListener(`thermogen-${name}`, (event) => {
    post({ thermogen: name, .../** @type {CustomEvent} */ (event).detail });
  });
}

/** The height that the figure would have with a square picture; where it stands beside its controls, the one that it has. */
function wantedHeight() {
  const height = Math.ceil(figure.getBoundingClientRect().height);
  const area = figure.shadowRoot?.querySelector(".area:has(> .stage)");
  const beside = matchMedia("(min-aspect-ratio: 6/5)").matches;
  return height + (area && !beside ? Math.max(0, area.clientWidth - area.clientHeight) : 0);
}

read();
keepStill();
figure.classList.add("framed");
addEventListener("hashchange", read);
new ResizeObserver(() => tellHeight(wantedHeight())).observe(figure);
post({ thermogen: "ready" });
