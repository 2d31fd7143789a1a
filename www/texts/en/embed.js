/** What an embedded figure says. */
export default /** @type {const} */ ({
  "embed.label": "Generative thermodynamic computing: samples",
  "embed.loading": "Loading the computer",
  "embed.learning": "Learning: iteration {iteration} of {iterations}",
  "embed.held": "Learning, paused",
  "embed.stopped": "Stopped",
  "embed.problem": "{field} {message}",
  "embed.problems": "Left out, as it could not be used: {problems}.",
  "embed.forbidden":
    "This page’s security policy forbids what the figure needs. Its script-src must allow 'wasm-unsafe-eval' and its worker-src blob:.",
  "embed.noWasm": "This browser does not run WebAssembly here, which the figure needs.",
  "embed.retry": "Try again",
  "embed.play": "Play",
  "embed.pause": "Pause",
  "embed.reset": "Start again from noise",
  "embed.fresh": "Other samples",
  "embed.time": "Time",
  "embed.at": "time {time} of {end}",
  "embed.start": "{samples} samples, noise",
  "embed.now": {
    one: "{count} sample at time {time}: likeness {overlap}, heat emitted {heat} kT.",
    other: "{count} samples at time {time}: mean likeness {overlap}, heat emitted {heat} kT on average.",
  },
  "embed.end": {
    one: "{count} sample at the end: likeness {overlap}, heat emitted {heat} kT.",
    other: "{count} samples at the end: mean likeness {overlap}, heat emitted {heat} kT on average.",
  },
  "embed.loss": "excess loss over {iterations} iterations",
  "embed.loss.none": "excess loss: no iteration yet",
  "embed.loss.now": "excess loss over {count} iterations: {first} at first, {last} now",
  "embed.loss.optimum": "optimum {value}",
  "embed.trained": "{iterations} iterations in {time} on this device",
  "embed.heat.axis": "heat emitted by a sample, kT, over time",
  "embed.heat.words": "Heat emitted by each of {samples} samples over time: {mean} ± {spread} kT at time {time}.",
  "embed.maps":
    "Couplings of the {count} strongest of {hidden} hidden units with the pixels; white is +{largest}, black −{largest}.",
  "embed.maps.none": "This computer has no hidden units.",
  "embed.map": "Hidden unit {unit}",
  "embed.unit":
    "A unit in its well, its path in time, and bars that count many such units under the line of Boltzmann’s law",
  "embed.compare.need": 'The view compare needs what differs: compare="generate_kt:2"',
});
