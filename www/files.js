/** Files the page hands to its reader: made here, sent nowhere. */

/** @typedef {(string | number)[][]} Rows */

/** A cell as CSV wants it (RFC 4180). @param {string | number} cell */
const quoted = (cell) => (/[",\n\r]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell));

/** @param {string[]} columns @param {Rows} rows */
export const csv = (columns, rows) => [columns, ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join("");

/** Offers a file to be saved. @param {string} name @param {BlobPart} content @param {string} type */
export function save(name, content, type) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  Object.assign(link, { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
