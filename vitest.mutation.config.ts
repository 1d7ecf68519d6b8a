import { defineConfig } from "vitest/config";
import shared from "./vitest.config.js";

/** What stryker.config.mjs runs: the tests of the languages, without the properties, whose random input would kill by chance. */
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    include: ["test/core/{selector,command,detection,legacy}/**/*.test.ts"],
    exclude: ["**/*properties.test.ts", "**/meaning.test.ts"],
    maxWorkers: 1,
  },
});
