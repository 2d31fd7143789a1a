/** The look of a figure, inside its shadow root. Ember stands for heat and blue for overlap, as on the page. */
export default `
:host { display: block; min-width: 0; max-inline-size: 560px; contain: content; color-scheme: light dark; text-align: start; }
:host([hidden]) { display: none; }
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
:host([theme="host"]) { color-scheme: inherit; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.figure {
  --paper: light-dark(#faf8f4, #121316); --ink: light-dark(#1d1b18, #ece8e1); --soft: light-dark(#625c53, #a9a399);
  --line: light-dark(#e4ded3, #2e3137); --edge: light-dark(#8d867a, #767b85);
  --ember: light-dark(#b3400d, #ff9257); --blue: light-dark(#1c5d99, #86bdf2); --bad: light-dark(#a3142b, #ff8b95);
  --sans: system-ui, sans-serif; --card: var(--paper);
  container-type: inline-size; position: relative; overflow: hidden; border-radius: 12px;
  background: var(--paper); color: var(--ink); font: 14px/1.4 ui-sans-serif, system-ui, sans-serif;
}
:host([theme="host"]) .figure { background: transparent; color: inherit; font-family: inherit; --ink: currentColor; }
p { margin: 0; }
.num { font-variant-numeric: tabular-nums; }
.stage { position: relative; display: grid; place-items: center; aspect-ratio: 1; background: #0b0c11; overflow: hidden; }
.stage canvas { display: block; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 2px; }
.pair figure { margin: 0; min-width: 0; }
.pair figcaption { padding: 6px 10px; color: var(--soft); }
.poster { position: absolute; inset: 0; }
.poster img, ::slotted(img) { display: block; width: 100%; height: 100%; object-fit: contain; }
.poster, .holder { color: #ece8e1; }
.holder { aspect-ratio: 1; position: relative; background: #0b0c11; overflow: hidden; }
.holder slot { display: block; }
.veil { display: grid; gap: 4px; padding: 8px 12px 0; color: var(--soft); }
.veil progress { appearance: none; width: 100%; height: 4px; border: 0; border-radius: 2px; overflow: hidden; background: var(--line); }
.veil progress::-webkit-progress-bar { background: var(--line); }
.veil progress::-webkit-progress-value { background: var(--ink); }
.veil progress::-moz-progress-bar { background: var(--ink); }
.problem { padding: 8px 12px 0; color: var(--bad); }
.caption { padding: 6px 12px 10px; color: var(--soft); text-wrap: pretty; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; padding: 8px 12px 0; }
button {
  min-width: 44px; min-height: 44px; padding: 0 10px; border: 1px solid var(--edge); border-radius: 10px;
  background: none; color: inherit; font: inherit; cursor: pointer;
}
button.primary { background: light-dark(#1d1b18, #ece8e1); border-color: transparent; color: light-dark(#fff, #121316); }
button:disabled { opacity: 0.5; cursor: default; }
button svg { display: block; width: 20px; height: 20px; margin: auto; fill: currentColor; }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
.time { flex: 1 1 90px; min-width: 70px; }
input[type="range"] { height: 44px; margin: 0; accent-color: light-dark(#1d1b18, #ece8e1); width: 100%; min-width: 60px; }
.knob { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; flex: 1 1 170px; column-gap: 8px; }
.knob input, .knob select { grid-column: 1 / -1; min-height: 44px; font: inherit; }
.knob input[type="range"] { height: 32px; min-height: 32px; }
.knob label { color: var(--soft); }
.plot { display: block; width: 100%; overflow: visible; }
.view { padding: 8px 12px 0; }
.key { display: flex; flex-wrap: wrap; gap: 2px 14px; color: var(--soft); font-size: 13px; }
.key b { font-weight: 600; }
.key .heat { color: var(--ember); }
.key .overlap { color: var(--blue); }
.curve { fill: none; stroke-width: 2; vector-effect: non-scaling-stroke; stroke-linejoin: round; }
.heat-line { stroke: var(--ember); }
.overlap-line { stroke: var(--blue); }
.one-line { stroke: var(--ember); stroke-width: 1; opacity: 0.35; }
.ink-line { stroke: var(--ink); }
.raw { stroke: var(--edge); stroke-width: 1; }
.base-line { stroke: var(--edge); stroke-width: 1; fill: none; vector-effect: non-scaling-stroke; }
.best-line { stroke-dasharray: 4 4; }
.head-line { stroke: var(--ink); stroke-width: 1; fill: none; vector-effect: non-scaling-stroke; }
.dot { fill: var(--ink); }
.axis text, text { fill: var(--soft); font-size: 12px; }
.maps { display: grid; grid-template-columns: repeat(4, 1fr); gap: 4px; padding: 10px; background: #0b0c11; }
.maps canvas { width: 100% !important; height: auto !important; image-rendering: pixelated; display: block; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@container (max-width: 260px) { .caption, .veil { font-size: 13px; } .bar { padding-inline: 6px; } }
@media print { .bar, .knobs { display: none; } .stage, .maps { print-color-adjust: exact; } }
@media (forced-colors: active) { .stage, .maps { forced-color-adjust: none; } }
`;
