import { readFileSync } from "node:fs";
import { join } from "node:path";

/** For esbuild: Node's own SHA-256 in place of the portable one of the core, which must not know Node. */
export const nativeSha256 = (root) => ({
  name: "native SHA-256",
  setup({ onLoad }) {
    const contents = readFileSync(join(root, "src/adapters/system/sha256.ts"));
    onLoad({ filter: /\bcore.model.sha256\.ts$/ }, () => ({ contents, loader: "ts" }));
  },
});
