/** The glue of each WebAssembly module, by its name. It is the same for the modules with and without simd128. */

export const first = () => import("../built/simd/first.js");
export const engine = () => import("../built/simd/engine.js");
export const tools = () => import("../built/simd/tools.js");
export const lesson = () => import("../built/simd/lesson.js");
