/**
 * The widget of the Python package (scripts/notebook.mjs bundles it): the same figure, with workers and WebAssembly
 * within the script, as a notebook may have no network and shows it from an address that has no files beside it.
 */
// @ts-expect-error: scripts/notebook.mjs writes it, for the Python package alone
import assets from "../built/notebook-assets.js";
import widget from "./widget.js";
import { keepWithin } from "./within.js";

for (const [path, base64] of Object.entries(assets)) keepWithin(path, base64);

export default widget;
