/**
 * The glue of each WebAssembly module, by its name, loaded where it is wanted.
 *
 * This is the one place that names the files. The glue is the same for the modules with and without simd128,
 * so that one file serves both.
 */

/** A page's first images, and no more. */
export const first = () => import("../built/simd/first.js");
/** Training and generation. */
export const engine = () => import("../built/simd/engine.js");
/** All that the engine has, and what measures, reads files and writes receipts. */
export const tools = () => import("../built/simd/tools.js");
/** One and two units, for the lesson. */
export const lesson = () => import("../built/simd/lesson.js");
