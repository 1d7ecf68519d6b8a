// Mutation testing of the languages: `npm run mutation`, or one folder with `npm run mutation -- --mutate "src/core/legacy/*.ts"`.
// Stryker is no dependency: the script fetches it, and the same vitest as package.json, because with another one every mutant survives.
// Everything takes about an hour on one core. The aim is 85 % killed; what survives is looked at.
export default {
  mutate: ["src/core/{selector,command,detection,legacy}/**/*.ts", "!src/core/**/generated/**"],
  // There is no need to rewrite paths in tsconfig.json, and no typescript beside the Stryker that was fetched.
  tsconfigFile: "none",
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutation.config.ts", related: false },
  coverageAnalysis: "perTest",
  concurrency: 1,
  // Tables and messages that are made once, when a file is loaded: each of their mutants would need a run of all tests.
  ignoreStatic: true,
  reporters: ["clear-text", "json"],
  clearTextReporter: { logTests: false, reportTests: false },
  jsonReporter: { fileName: "coverage/mutation.json" },
  tempDirName: "coverage/stryker",
  thresholds: { high: 95, low: 85, break: 85 },
};
