import { defineConfig } from "vitest/config";

export default defineConfig({
  define: {
    __LCTASKS_VERSION__: JSON.stringify("0.0.0-test"),
    __LCTASKS_BUILD__: JSON.stringify("0.0.0-test"),
  },
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/generate.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["**/generated/**", "src/schema/**", "src/ports/**"],
      reporter: ["text-summary", "json-summary", "html"],
      reportOnFailure: true,
      thresholds: { lines: 90, branches: 90, "src/core/**": { lines: 98, branches: 98 } },
    },
  },
});
