/**
 * The files that were dropped, with those of folders and of folders in them; a file in a folder remembers its name, which
 * is a class (`folderOf`). What a drop holds must be asked for while the drop is told, so this is called at once.
 */

const most = 5000; // files of folders

/** @type {WeakMap<File, string>} */
const folders = new WeakMap();

/** The folder that a file was dropped with. @param {File} file @returns {string} "" where it was dropped by itself */
export const folderOf = (file) => folders.get(file) ?? "";

/** @param {FileSystemDirectoryEntry} entry @returns {Promise<FileSystemEntry[]>} */
async function within(entry) {
  const reader = entry.createReader();
  const all = [];
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return all.sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
    all.push(...some);
  }
}

/** @param {FileSystemEntry} entry @param {File[]} files taken so far @param {string} folder */
async function gather(entry, files, folder) {
  if (files.length >= most || entry.name.startsWith(".")) return;
  if (entry.isDirectory) {
    for (const one of await within(/** @type {FileSystemDirectoryEntry} */ (entry)))
      await gather(one, files, entry.name);
    return;
  }
  const file = await new Promise((done, fail) => /** @type {FileSystemFileEntry} */ (entry).file(done, fail));
  if (folder) folders.set(file, folder);
  files.push(file);
}

/** @param {DataTransfer} transfer @returns {Promise<File[]>} */
export async function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const plain = [...transfer.files];
  if (!entries.some((entry) => entry?.isDirectory)) return plain;
  /** @type {File[]} */
  const files = [];
  for (const entry of entries) if (entry) await gather(entry, files, "");
  return files;
}
