import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const cruiser = join(root, "node_modules/.bin/depcruise");

/** One forbidden import per rule: the file that has it, and what it imports. */
const planted: readonly { rule: string; file: string; imports: string }[] = [
  { rule: "core-is-pure", file: "src/core/plan/reads-disk.ts", imports: 'import "node:fs";' },
  {
    rule: "core-is-pure",
    file: "src/core/model/loads-undici.ts",
    imports: 'import { request } from "undici"; request;',
  },
  { rule: "core-model-imports", file: "src/core/model/knows-plan.ts", imports: 'import "../plan/order.js";' },
  {
    rule: "core-selector-imports",
    file: "src/core/selector/knows-command.ts",
    imports: 'import "../command/words.js";',
  },
  {
    rule: "core-command-imports",
    file: "src/core/command/knows-plan.ts",
    imports: 'import "../plan/order.js";',
  },
  {
    rule: "core-legacy-imports",
    file: "src/core/legacy/knows-plan.ts",
    imports: 'import "../plan/order.js";',
  },
  {
    rule: "core-plain-yaml-imports",
    file: "src/core/plain-yaml/knows-plan.ts",
    imports: 'import "../plan/order.js";',
  },
  {
    rule: "core-plan-imports",
    file: "src/core/plan/knows-report.ts",
    imports: 'import "../report/text.js";',
  },
  {
    rule: "core-import-imports",
    file: "src/core/import/knows-report.ts",
    imports: 'import "../report/text.js";',
  },
  {
    rule: "core-policy-imports",
    file: "src/core/policy/knows-plan.ts",
    imports: 'import "../plan/plan.js";',
  },
  {
    rule: "core-status-imports",
    file: "src/core/status/knows-plan.ts",
    imports: 'import "../plan/plan.js";',
  },
  {
    rule: "core-doctor-imports",
    file: "src/core/doctor/knows-plan.ts",
    imports: 'import "../plan/plan.js";',
  },
  {
    rule: "core-report-imports",
    file: "src/core/report/knows-plan.ts",
    imports: 'import "../plan/plan.js";',
  },
  {
    rule: "core-validate-imports",
    file: "src/core/validate/knows-plan.ts",
    imports: 'import "../plan/plan.js";',
  },
  {
    rule: "schema-is-types",
    file: "src/core/validate/runs-schema.ts",
    imports: 'import { schemas } from "../../schema/schemas.js"; schemas;',
  },
  {
    rule: "ports-are-types",
    file: "src/ports/has-code.ts",
    imports: 'import { exitCode } from "../core/model/exit-code.js"; exitCode;',
  },
  {
    rule: "ports-imports",
    file: "src/ports/knows-flow.ts",
    imports: 'import type { Applied } from "../flow/apply.js"; export type A = Applied;',
  },
  {
    rule: "adapters-disk-imports",
    file: "src/adapters/disk/knows-git.ts",
    imports: 'import "../git/history.js";',
  },
  {
    rule: "adapters-disk-libraries",
    file: "src/adapters/disk/loads-undici.ts",
    imports: 'import { request } from "undici"; request;',
  },
  {
    rule: "adapters-limacharlie-imports",
    file: "src/adapters/limacharlie/knows-flow.ts",
    imports: 'import "../../flow/observe.js";',
  },
  {
    rule: "flow-imports",
    file: "src/flow/knows-adapter.ts",
    imports: 'import "../adapters/system/clock.js";',
  },
  {
    rule: "flow-libraries",
    file: "src/flow/loads-undici.ts",
    imports: 'import { request } from "undici"; request;',
  },
  {
    rule: "sandbox-imports",
    file: "src/sandbox/knows-adapter.ts",
    imports: 'import "../adapters/limacharlie/repeat.js";',
  },
  { rule: "sandbox-imports", file: "src/sandbox/knows-flow.ts", imports: 'import "../flow/observe.js";' },
  {
    rule: "commands-imports",
    file: "src/commands/knows-adapter.ts",
    imports: 'import "../adapters/system/clock.js";',
  },
  { rule: "world-imports", file: "src/world.ts", imports: 'import "./flow/observe.js";' },
  { rule: "entry-imports", file: "src/cli.ts", imports: 'import "./flow/observe.js";' },
  { rule: "no-circular", file: "src/core/plan/order.ts", imports: 'import "./plan.js";' },
  { rule: "no-unresolvable", file: "src/flow/lost.ts", imports: 'import "./nowhere.js";' },
  { rule: "not-to-test", file: "src/flow/tests.ts", imports: 'import "../../test/generate.js";' },
];

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

/** Runs the rules over a copy of the source. */
function violations(folder: string): Violation[] {
  const args = ["--config", ".dependency-cruiser.cjs", "--output-type", "json", "src"];
  let output: string;
  try {
    output = execFileSync(cruiser, args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  } catch (error) {
    output = (error as { stdout: string }).stdout;
  }
  return (JSON.parse(output) as { summary: { violations: Violation[] } }).summary.violations;
}

describe("the import rules", () => {
  let copy: string;
  let found: readonly Violation[];

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), "lctasks-imports-"));
    for (const name of [
      "src",
      "test/generate.ts",
      "scripts",
      "package.json",
      "tsconfig.json",
      ".dependency-cruiser.cjs",
    ]) {
      mkdirSync(dirname(join(copy, name)), { recursive: true });
      cpSync(join(root, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
    for (const { file, imports } of planted) {
      writeFileSync(join(copy, file), `${imports}\n`, { flag: "a" });
    }
    found = violations(copy);
  }, 120_000);

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it.each(planted)("$rule catches $file", ({ rule, file }) => {
    expect(
      found.filter((violation) => violation.from === file).map((violation) => violation.rule.name),
    ).toContain(rule);
  });

  it("find nothing but what was planted", () => {
    const files = new Set(planted.map(({ file }) => file));
    expect(
      found.filter((violation) => !files.has(violation.from) && violation.rule.name !== "no-circular"),
    ).toEqual([]);
  });

  it("see every module of the source", () => {
    const args = ["--config", ".dependency-cruiser.cjs", "--output-type", "json", "src"];
    const output = execFileSync(cruiser, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
    const { summary } = JSON.parse(output) as { summary: { totalCruised: number } };
    expect(summary.totalCruised).toBeGreaterThan(100);
  }, 60_000);
});
