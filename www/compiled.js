/** Compiling WebAssembly as it arrives, where the host gives it its type. */

/** @param {string} path @param {Response} response @returns {Promise<WebAssembly.Module>} */
export async function compiled(path, response) {
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  const typed = response.headers.get("content-type")?.startsWith("application/wasm");
  return typed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}
