/** What the comparison of two settings says. */
export default /** @type {const} */ ({
  "rival.samples": "Samples of the second computer",
  "rival.title": "Beside it: the same noise",
  "rival.differs": "What differs",
  "rival.end": "End the comparison",
  "rival.show": "Show beside",
  "rival.with": "A second computer with another",
  "rival.value": "{label} of the second computer",
  "rival.same": "{label} is the same in both: give the second computer another value.",
  "rival.remove": "remove",
  "rival.removeOf": "remove: {label}",
  "rival.instead": "{label} {value} instead of {first}",
  "rival.sentence":
    "At time {time} the second computer has emitted {heat} kT against {firstHeat} kT, its overlap is {overlap} against {firstOverlap}.",
  "rival.first": "first",
  "rival.second": "second",
  "rival.heat": "Heat emitted, mean, kT of its own bath",
  "rival.overlap": "Best signed overlap, mean",
  "rival.inverted": "Inverted samples",
  "rival.loading": "Loading the second computer.",
  "rival.learns": "The second computer learns: iteration {iteration} of {iterations}.",
  "rival.starts": "The second computer starts from noise.",
});
