/**
 * The fields of a figure: those that its attributes give, and over them those that were set while it ran.
 *
 * An attribute that changes takes back what was set of its own field, and of no other.
 */
import { fieldsOf } from "./fields.js";

export class Given {
  /** @param {NamedNodeMap} attributes */
  constructor(attributes) {
    /** @type {Map<string, string>} */
    this.given = fieldsOf(attributes);
    /** @type {Map<string, string>} */
    this.set = new Map();
  }

  /** All fields; the later ones go over the earlier ones. @returns {Map<string, string>} */
  get fields() {
    return new Map([...this.given, ...this.set]);
  }

  /** Takes what the attributes say now. @param {NamedNodeMap} attributes @returns {boolean} whether a field has changed */
  take(attributes) {
    const now = fieldsOf(attributes);
    const names = new Set([...now.keys(), ...this.given.keys()]);
    const changed = [...names].filter((name) => now.get(name) !== this.given.get(name));
    for (const name of changed) this.set.delete(name);
    this.given = now;
    return changed.length > 0;
  }
}
