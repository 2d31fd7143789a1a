/**
 * Sends a link to the page that reads links. The first page used to be that page, and its addresses are in papers, mails
 * and lessons. It stands in index.html itself, before all else, so that nothing of the first page is loaded for a link.
 * A language, a number of workers, and the marks that networks add to addresses make no link; all else may be one, damaged
 * or not. Mail and chat may have put a # as %23 into the path (docs/link.md): such an address is mended here, as it has
 * no page.
 */

function forward() {
  const { pathname, search, hash } = location;
  const [, folder, moved = ""] = /^(.*?)[^/]*?(?:%23(.*))?$/s.exec(pathname) ?? [];
  const fragment = [moved, hash.slice(1)].filter(Boolean).join("&");
  const isLink = /=|%(25)*3d/i.test(fragment.replace(/:~:.*/s, ""));
  if (isLink || /[?&;](?!(lang|workers|utm_\w+|\w+clid|ref)(=|&|;|$))./i.test(search))
    location.replace(`${folder}lab.html${search}${fragment && `#${fragment}`}`);
}
forward();
addEventListener("hashchange", forward);

export {}; // its names are its own
