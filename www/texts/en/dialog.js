/** What the dialog for authors says. */
export default /** @type {const} */ ({
  "dialog.title": "Embed this figure",
  "dialog.kind": "For",
  "dialog.view": "View",
  "dialog.size": "Size",
  "dialog.controls": "Controls",
  "dialog.says": "Caption",
  "dialog.caption": "Noise becomes images: a network of analog units, trained in the reader’s browser.",
  "dialog.code": "Text to paste",
  "dialog.copy": "Copy",
  "dialog.close": "Close",
  "dialog.copied": "Copied.",
  "dialog.byHand": "The clipboard was refused; the text is selected, to be copied by hand.",
});
