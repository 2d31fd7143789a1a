/** What the dialog for authors says. */
export default /** @type {const} */ ({
  "dialog.title": "Embed this figure",
  "dialog.kind": "For",
  "dialog.view": "View",
  "dialog.view.denoise": "noise becomes images",
  "dialog.view.train": "the training",
  "dialog.view.heat": "heat of many runs",
  "dialog.view.couplings": "couplings",
  "dialog.view.unit": "one unit in its well",
  "dialog.view.compare": "two settings compared",
  "dialog.size": "Size",
  "dialog.controls": "Controls",
  "dialog.controls.note":
    "Controls: any of play, reset, fresh (other samples), time and names of parameters such as generate_kt, with spaces between; none for none.",
  "dialog.says": "Caption",
  "dialog.caption": "Noise becomes images: a network of analog units, trained in the reader’s browser.",
  "dialog.code": "Text to paste",
  "dialog.copy": "Copy",
  "dialog.close": "Close",
  "dialog.copied": "Copied.",
  "dialog.byHand": "The clipboard was refused; the text is selected, to be copied by hand.",
});
