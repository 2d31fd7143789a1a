/**
 * Sends a link to the page that reads links. The first page used to be that page, and its addresses are in papers, mails
 * and lessons. It stands in index.html itself, before all else, so that nothing of the first page is loaded for a link.
 * Mail and chat may have put a # as %23 into the path (docs/link.md): such an address is mended here, as it has no page.
 */

const { pathname, search, hash } = location;
const [, folder, moved = ""] = /^(.*?)[^/]*?(?:%23(.*))?$/s.exec(pathname) ?? [];
const fragment = [moved, hash.slice(1)].filter(Boolean).join("&");
location.replace(`${folder}lab.html${search}${fragment && `#${fragment}`}`);

export {}; // its names are its own
