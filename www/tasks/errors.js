/** What the interface throws for bad input: `field` names what was bad, `message` says what is allowed. */
export class ThermogenError extends Error {
  /** @param {string} field @param {string} message */
  constructor(field, message) {
    super(message);
    this.name = "ThermogenError";
    this.field = field;
  }
}

/** What was thrown, as an Error of this interface where the core refused its input. @param {unknown} thrown */
export function understood(thrown) {
  const { name, field, message } = /** @type {any} */ (thrown ?? {});
  return name === "ThermogenError" ? new ThermogenError(String(field), String(message)) : thrown;
}
