import { setFlagsFromString } from "node:v8";

/** How much WebAssembly has to run, roughly in bytes, before V8 compiles a function again for speed. Node 20 has 1.8 million. */
const budget = 100_000_000;

/**
 * Has V8 make fast code of WebAssembly only where much of it runs; for modules that are compiled after this call. undici reads answers by a
 * function so large that this takes a tenth of a second and 40 MB: by default after a few answers, and a process waits for it before it ends.
 */
export function compileWasmLater(): void {
  setFlagsFromString(`--wasm-tiering-budget=${budget}`);
}
