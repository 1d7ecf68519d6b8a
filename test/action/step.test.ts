import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { repositoryIn, type Repository } from "../support/clone.js";
import { type TestOrganization, testOrganization } from "../support/organization.js";
import { configText, responseText, taskText } from "../support/tasks.js";
import { commandsIn, runStepHere, type StepResult } from "../support/workflow.js";

let organization: TestOrganization;
let repository: Repository;

beforeEach(async () => {
  organization = await testOrganization({ startMs: Date.now() });
  repository = repositoryIn(organization.folder.path);
  organization.folder.write("lctasks.yaml", configText());
  organization.folder.write("tasks/a.yaml", taskText("version", { more: responseText }));
  repository.commit("one task");
});

afterEach(() => organization.close());

/** Runs a step against the sandbox, with the key as an input. */
async function step(
  inputs: { readonly [name: string]: string },
  event: { readonly name: string; readonly payload?: object } = { name: "push" },
): Promise<StepResult> {
  const { LC_API_KEY = "", LC_OID = "", ...environment } = organization.sandbox.env;
  const result = await runStepHere({
    inputs: { "api-key": LC_API_KEY, oid: LC_OID, ...inputs },
    workspace: repository.path,
    event,
    environment,
  });
  expect(result.log.replaceAll(`::add-mask::${LC_API_KEY}\n`, "")).not.toContain(LC_API_KEY);
  expect(result.summary).not.toContain(LC_API_KEY);
  return result;
}

const pullRequest = { name: "pull_request" };

describe("the action", () => {
  it("plans: outputs, plan file, whole plan and summary; changes are no failure", async () => {
    await organization.lctasks("ledger", "create", "--run-existing");
    const { code, log, outputs, summary } = await step({ command: "plan" }, pullRequest);
    expect([code, outputs["failure-reason"]]).toEqual([0, ""]);
    expect(outputs).toMatchObject({
      "has-changes": "true",
      has_changes: "true",
      "has-drift": "false",
      "tasks-to-issue": "1",
      tasks_to_issue: "1",
      "tasks-to-cancel": "0",
      "rules-to-create": "1",
      "sensors-reached": expect.stringMatching(/^[1-9]\d*$/) as string,
      held: "0",
    });
    const plan = JSON.parse(readFileSync(join(repository.path, ".git/plan.json"), "utf8")) as {
      readonly verdict: string;
      readonly organizations: readonly { plan: { changes: readonly { fingerprint: string }[] } }[];
    };
    expect(outputs["fingerprint"]?.split(",")).toEqual(
      plan.organizations[0]?.plan.changes.map(({ fingerprint }) => fingerprint),
    );
    expect(plan.verdict).toMatch(/^Would issue 1 task to \d+ sensors, create 1 rule$/);
    for (const text of [log, summary, readFileSync(join(repository.path, ".git/plan.md"), "utf8")])
      expect(text).toContain("Would issue 1 task to");
  });

  it("fails for changes when it is told to, with that as the reason", async () => {
    await organization.lctasks("ledger", "create", "--run-existing");
    const { code, outputs, log } = await step({ command: "plan", "fail-on": "error, changes" }, pullRequest);
    expect([code, outputs["failure-reason"]]).toEqual([1, "changes"]);
    expect(commandsIn(log).map(([name]) => name)).toContain("error");
  });

  it("applies the reviewed plan alone, then has nothing to do", async () => {
    await organization.lctasks("ledger", "create", "--run-existing");
    await step({ command: "plan" }, pullRequest);
    organization.folder.write("tasks/b.yaml", taskText("unreviewed"));
    repository.commit("another task, that nobody reviewed");
    const applied = await step({ command: "apply", fingerprint: ".git/plan.json" });
    expect([applied.code, applied.outputs["failure-reason"], applied.outputs["held"]]).toEqual([
      1,
      "held",
      "1",
    ]);
    expect(organization.sent("task")).toBe(1);
    expect(applied.summary).toContain("Issued 1 task");
    const again = await step({ command: "apply", fingerprint: ".git/plan.json", "fail-on": "error" });
    expect([again.code, organization.sent("task")]).toEqual([0, 1]);
  });

  it("does nothing when an old workflow run is repeated", async () => {
    await organization.lctasks("ledger", "create", "--run-existing");
    const old = repository.git("rev-parse", "HEAD");
    organization.folder.write("tasks/a.yaml", taskText("version", { run: 2, more: responseText }));
    repository.commit("run it again");
    await step({ command: "apply" });
    repository.git("checkout", "--quiet", old);
    organization.folder.write("tasks/b.yaml", taskText("other"));
    repository.commit("a branch off the old commit");
    const { code, outputs, log } = await step({ command: "apply" });
    expect([code, outputs["failure-reason"], organization.sent("task")]).toEqual([1, "held", 1]);
    expect(log).toContain("was applied last");
  });

  it.each([
    ["pull_request", {}],
    ["pull_request_target", {}],
    ["pull_request_review", {}],
    ["merge_group", {}],
    ["workflow_run", { workflow_run: { event: "pull_request" } }],
  ])("never applies on %s", async (name, payload) => {
    await organization.lctasks("ledger", "create", "--run-existing");
    const before = organization.sandbox.requests().length;
    const { code, outputs, log } = await step({ command: "apply" }, { name, payload });
    expect([code, outputs["failure-reason"]]).toEqual([1, "refused-event"]);
    expect(log).toContain(`Cannot apply on the event ${name}`);
    expect(organization.sandbox.requests()).toHaveLength(before);
  });

  it("says which input cannot be right", async () => {
    for (const [inputs, text] of [
      [{ command: "aply" }, 'Cannot use "aply" for the input command: write validate, test, plan'],
      [{ "fail-on": "errors" }, 'Cannot use "errors" for the input fail-on'],
      [{ comment: "sometimes" }, 'Cannot use "sometimes" for the input comment'],
    ] as const) {
      const { code, outputs, log } = await step(inputs);
      expect([code, outputs["failure-reason"]]).toEqual([1, "invalid-input"]);
      expect(log).toContain(text);
    }
  });

  it("fails only by fail-on: invalid files, failed tests, missing credentials", async () => {
    organization.folder.write("tasks/a.yaml", "name: [\n");
    expect((await step({ command: "validate" })).outputs["failure-reason"]).toBe("invalid-files");
    const told = await step({ command: "validate", "fail-on": "drift" });
    expect([told.code, told.outputs["failure-reason"]]).toEqual([0, ""]);
    organization.folder.write("tasks/a.yaml", taskText("version", { more: failingTest }));
    expect((await step({ command: "test" })).outputs["failure-reason"]).toBe("tests-failed");
    const missing = await step({ command: "plan", "api-key": "" });
    expect([missing.code, missing.outputs["failure-reason"]]).toEqual([1, "failed"]);
    expect(missing.log).toContain("LC_API_KEY is not set");
  });

  it("lets no text be a command of the runner", async () => {
    await organization.lctasks("ledger", "create", "--run-existing");
    const evil = "##[add-mask]o ::error::owned";
    organization.folder.write("tasks/a.yaml", taskText("version", { task: `run --shell-command "${evil}"` }));
    const { log, outputs } = await step({ command: "plan" }, pullRequest);
    expect(log).toContain("##[add-mask]o");
    const names = commandsIn(log).map(([name, value]) => (name === "add-mask" ? value.length > 10 : name));
    expect(
      names.filter((name) => name !== true && !["notice", "warning", "error"].includes(String(name))),
    ).toEqual([]);
    expect(outputs["held"]).toBe("1");
  });
});

const failingTest = `response:
  - detect: { event: RECEIPT, op: contains, path: routing/investigation_id, value: soc-version }
    respond:
      - { action: output, name: tasks-output }
    tests:
      match:
        - - routing: { event_type: RECEIPT, investigation_id: other }
            event: {}
`;
