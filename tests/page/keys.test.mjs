// Keys: those that a figure's focused control uses do not turn the slides around it, all others do; letters and digits work
// on any keyboard, and not while an input method composes.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { complete, finished, fullSpeed, open } from "./browser.mjs";
import { ended, hosted, script } from "./hosts.mjs";

/** @typedef {import("playwright-core").Page} Page */

const slides = `<p id="at">1</p>
<thermo-gen id="figure" samples="1" generate_time="1" iterations="4" controls="play time generate_kt trainer"></thermo-gen>
<thermo-gen-slider for="figure" param="generate_kt" min="0" max="5" step="1" value="1">kT</thermo-gen-slider>
<thermo-gen-select for="figure" param="samples" options="1,2,4">samples</thermo-gen-select>
<thermo-gen-play for="figure">run</thermo-gen-play>
<script>
// As slide shows do: keys act unless something editable of the page has the focus.
let slide = 1;
addEventListener("keydown", (event) => {
  const active = document.activeElement;
  if (active && (active.isContentEditable || /^(input|textarea|select)$/i.test(active.tagName))) return;
  if (["ArrowRight", "ArrowDown", " ", "n"].includes(event.key)) slide++;
  else if (["ArrowLeft", "ArrowUp", "p"].includes(event.key)) slide--;
  else return;
  event.preventDefault();
  at.textContent = slide;
});
</script>${script}<script type="module" src="SITE/thermo-gen-controls.js"></script>`;

/** @param {Page} page */
const slide = async (page) => Number(await page.textContent("#at"));

test("the keys of a focused control stay with it, all others reach the page", async (t) => {
  const page = await hosted(t, slides);
  await ended(page);
  const sliders = ["thermo-gen input.time", "thermo-gen #knob-generate_kt", "thermo-gen-slider input"];
  for (const selector of sliders) {
    const slider = page.locator(selector);
    await slider.focus();
    const before = Number(await slider.inputValue());
    const away = selector.includes("time") ? "ArrowLeft" : "ArrowRight";
    for (let times = 0; times < 3; times++) await page.keyboard.press(away);
    assert.notEqual(Number(await slider.inputValue()), before, `${selector} moves`);
    assert.equal(await slide(page), 1, selector);
  }
  for (const selector of ["thermo-gen select", "thermo-gen-select select"]) {
    await page.locator(selector).focus();
    await page.keyboard.press("ArrowDown");
    assert.equal(await slide(page), 1, selector);
  }
  for (const selector of ["thermo-gen button.primary", "thermo-gen-play button"]) {
    await page.locator(selector).focus();
    await page.keyboard.press(" ");
    assert.equal(await slide(page), 1, selector);
  }
  await page.locator("thermo-gen-play button").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await slide(page), 2, "a button does nothing with arrows");
  await page.locator(sliders[0]).focus();
  await page.keyboard.press("n");
  assert.equal(await slide(page), 3, "a slider does nothing with letters");
});

/** @type {[string, Record<string, string | number | boolean>, boolean][]} */
const presses = [
  ["Latin", { key: "s", code: "KeyS" }, true],
  ["Cyrillic", { key: "ы", code: "KeyS" }, true],
  ["Greek", { key: "σ", code: "KeyS" }, true],
  ["Arabic", { key: "س", code: "KeyS" }, true],
  ["Dvorak", { key: "s", code: "Semicolon" }, true],
  ["an input method", { key: "s", code: "KeyS", isComposing: true }, false],
  ["an input method that processes", { key: "Process", code: "KeyS", keyCode: 229 }, false],
];

test("letters and digits work on any keyboard, and not while an input method composes", async (t) => {
  const page = await open(t, { query: "#v=1&scene=own&samples=1&iterations=4&generate_time=1" });
  await complete(page);
  await fullSpeed(page);
  await finished(page);
  const pressed = () => page.getAttribute("#stills", "aria-pressed");
  for (const [name, init, acts] of presses) {
    const before = await pressed();
    await page.evaluate((init) => {
      const event = new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true });
      document.getElementById("samples")?.dispatchEvent(event);
    }, init);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    assert.equal((await pressed()) !== before, acts, name);
  }
  const pad = page.locator("#own canvas[tabindex]").first();
  const level = () => page.locator("#own .desk [role=status], #own .desk .hidden, #own .desk p").allTextContents();
  const seen = new Set();
  for (const [key, code] of ['à&é"', "0123"].map((row) => [...row])[0].map((key, i) => [key, `Digit${i}`])) {
    await pad.evaluate(
      (canvas, init) =>
        canvas.dispatchEvent(new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true })),
      { key, code },
    );
    seen.add(String(await level()));
  }
  assert.equal(seen.size, 4, "the upper row of AZERTY sets four levels");
});
