/** A classic worker from its text, by a blob: starts from any origin, in a sandbox and from a file. @param {string} text @param {string} name */
export function start(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return new Worker(url, { name });
  } finally {
    setTimeout(() => URL.revokeObjectURL(url), 10_000); // a worker fetches its script after it is made
  }
}
