/** Node's own function, from the first text on: to load it takes 3 ms, and a command that finds a mistake or nothing needs none. */
let hash: typeof import("node:crypto").hash | undefined;

/** `sha256Hex` of `core/model`, by Node. The build puts it in that one's place (`scripts/native-sha256.mjs`). */
export const sha256Hex = (text: string): string =>
  (hash ??= process.getBuiltinModule("node:crypto").hash)("sha256", text);
