/** Choices that are kept for the next visit. Where storage is refused, they last as long as the page. */

/** @param {string} name @returns {string | null} what was kept, if anything */
export function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string} value @returns {boolean} whether it is kept */
export function keep(name, value) {
  try {
    localStorage.setItem(name, value);
    return true;
  } catch {
    return false;
  }
}
