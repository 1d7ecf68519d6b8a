// One word checks everything. With CI_TESTS_DONE=1 the tests are left out: CI has just run them.
import { spawnSync } from "node:child_process";

/** @type {[name: string, command: string, args: string[]][]} */
const steps = [
  ["build", "node", ["scripts/build.mjs"]],
  ["bundle", "node", ["scripts/bundle.mjs"]],
  ["format", "biome", ["format", "."]],
  ["lint", "oxlint", ["--type-aware", "--deny-warnings", "src", "test", "scripts", "bench"]],
  ["types", "tsc", ["-p", "."]],
  ["types of core, without Node", "tsc", ["-p", "src/core"]],
  ["import rules", "depcruise", ["--config", ".dependency-cruiser.cjs", "src"]],
  ["dead code", "knip", []],
  ["tests", "vitest", ["run", "--coverage"]],
];

const path = `node_modules/.bin:${process.env.PATH}`;
const wanted = steps.filter(([name]) => name !== "tests" || process.env.CI_TESTS_DONE !== "1");
const failed = [];
for (const [name, command, args] of wanted) {
  const result = spawnSync(command, args, { encoding: "utf8", env: { ...process.env, PATH: path } });
  const ok = result.status === 0;
  console.log(`${ok ? "ok    " : "FAILED"}  ${name}`);
  if (!ok) {
    failed.push(name);
    console.log(result.stdout ?? "", result.stderr ?? "", result.error?.message ?? "");
  }
}
if (failed.length > 0) {
  console.log(`\nFailed: ${failed.join(", ")}`);
  process.exit(1);
}
