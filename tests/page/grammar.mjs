// The reader of links in Node, for tests of scripts that ask it.

import { readFileSync } from "node:fs";
import { initSync } from "../../www/built/simd/engine.js";

initSync({ module: readFileSync(new URL("../../www/built/simd/engine_bg.wasm", import.meta.url)) });
