/**
 * Terms of equations that light up the part of a picture they mean. In an equation a term is what has the
 * class term-NAME; below it a button with data-term="NAME" says in words what it is, so that fingers,
 * keyboards and screen readers get the same. What is lit is in data-lit of the section and has the
 * class lit.
 */

/** @param {HTMLElement} section @param {string} term empty for none */
function light(section, term) {
  if ((section.dataset.lit ?? "") === term) return;
  section.dataset.lit = term;
  for (const one of section.querySelectorAll(".lit")) one.classList.remove("lit");
  if (term) {
    const parts = `.term-${term}, [data-term="${term}"], [data-part~="${term}"]`;
    for (const one of section.querySelectorAll(parts)) one.classList.add("lit");
  }
}

/** @param {EventTarget | null} target @returns {string} the term that it is or is in */
function termOf(target) {
  const element = target instanceof Element ? target.closest("[data-term], [class*='term-']") : null;
  if (!element) return "";
  const named = element.getAttribute("data-term");
  return named ?? [...element.classList].find((name) => name.startsWith("term-"))?.slice(5) ?? "";
}

/** @param {HTMLElement} section */
export function lightTerms(section) {
  let held = ""; // pressed, and stays
  const hold = (/** @type {string} */ term) => {
    held = held === term ? "" : term;
    for (const button of section.querySelectorAll("button[data-term]"))
      button.setAttribute("aria-pressed", String(button.getAttribute("data-term") === held));
    light(section, held);
  };
  for (const button of section.querySelectorAll("button[data-term]")) button.setAttribute("aria-pressed", "false");
  section.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "mouse") light(section, termOf(target) || held);
  });
  section.addEventListener("pointerleave", () => light(section, held));
  section.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element && target.matches("button[data-term]:focus-visible")) light(section, termOf(target));
  });
  section.addEventListener("focusout", () => light(section, held));
  section.addEventListener("click", ({ target }) => {
    const term = termOf(target);
    if (term) hold(term);
    else if (held && target instanceof Element && target.closest("math")) hold(held);
  });
}
