import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type OrganizationReport, type Report, wasPlanned } from "../../src/core/model/report.js";
import type { Clock } from "../../src/ports/clock.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.js";
import { countingIds, type Run, run } from "../support/cli.js";
import { type TemporaryFolder, temporaryFolder } from "../support/repository.js";
import { configText, taskText } from "../support/tasks.js";

const count = 50;
/** Where among the organizations the four are that something is wrong with: the first ones too, so that all others come after them. */
const [answers500, hangs, wrongKey, rateLimited] = [0, 1, 17, 33];
const troubled = [answers500, hangs, wrongKey, rateLimited];
const alias = (at: number): string => `customer-${String(at).padStart(2, "0")}`;

let sandbox: Sandbox;
let folder: TemporaryFolder;
let environment: { [name: string]: string };

const lctasks = (sleep: Clock["sleep"], ...argv: string[]): Promise<Run> => {
  const nowMs = (): number => sandbox.nowMs();
  const clock = { nowMs, monotonicMs: nowMs, sleep, skewMs: () => undefined };
  return run(argv, { directory: folder.path, environment, clock, newId: countingIds() });
};
const atOnce = async (): Promise<void> => undefined;

beforeAll(async () => {
  const organizations = Array.from({ length: count - 1 }, (_, at) => ({ name: alias(at + 1), sensors: 2 }));
  sandbox = await startSandbox({ sensors: 2, seed: 7, startMs: Date.UTC(2026, 2, 2, 9), organizations });
  folder = temporaryFolder();
  environment = { ...sandbox.env, LCTASKS_REQUEST_TIMEOUT: "3s" };
  const lines = sandbox.organizations.map(({ oid, apiKey }, at) => {
    environment[`KEY_${at}`] = apiKey;
    return `  ${alias(at)}: { oid: ${oid}, apiKeyEnv: KEY_${at} }\n`;
  });
  folder.write("lctasks.yaml", configText(`organizations:\n${lines.join("")}`));
  folder.write(
    "tasks/version.yaml",
    taskText("version", { target: "all: true", more: "acknowledge: [fleet-wide]\n" }),
  );
  expect((await lctasks(atOnce, "ledger", "create", "--run-existing")).code).toBe(0);
});

afterAll(async () => {
  folder.dispose();
  await sandbox.close();
});

const oidOf = (at: number): string => sandbox.organizations[at]?.oid ?? "";
/** How many requests of an organization hit what is switched on for it. */
const hits = (at: number): number | undefined =>
  sandbox.faults.list().find(({ match }) => match.oid === oidOf(at))?.hit;

function makeTrouble(): void {
  sandbox.faults.add({ match: { oid: oidOf(answers500) }, do: { status: 500 } });
  sandbox.faults.add({ match: { oid: oidOf(hangs) }, do: { delay_ms: 3_600_000 } });
  environment[`KEY_${wrongKey}`] = "11111111-2222-4333-8444-555555555555";
  sandbox.faults.add({ match: { oid: oidOf(rateLimited) }, do: { status: 429 } });
}

/** Who has to wait, waits until all others are done: were one of them to wait for it, this would never end. */
async function untilOthersAreDone(): Promise<void> {
  const issued = (): number => sandbox.requests().filter(({ action }) => action === "task").length;
  await vi.waitFor(() => expect(issued()).toBe(count - troubled.length), { timeout: 60_000, interval: 100 });
}

describe("fifty organizations, of which one answers 500, one hangs, one has a wrong key and one is rate limited", () => {
  let applied: Run;
  let report: Report;
  let before: number;

  beforeAll(async () => {
    makeTrouble();
    before = sandbox.requests().length;
    const sleep = (ms: number): Promise<void> => (ms > 0 ? untilOthersAreDone() : atOnce());
    applied = await lctasks(sleep, "apply", "--yes", "--format", "json");
    report = JSON.parse(applied.out) as Report;
  }, 120_000);

  it("are all there in their order: 46 converged, four failed with the cause, and so did the whole", () => {
    expect(applied.code).toBe(1);
    const said = report.organizations.map((each) =>
      wasPlanned(each)
        ? `${each.plan.organization}: ${resultOf(each)}`
        : `${each.organization}: ${each.failure}`,
    );
    const expected = Array.from({ length: count }, (_, at) => `${alias(at)}: done`);
    const expectedOf = (at: number, cause: string): void => {
      expected[at] = `${alias(at)}: Cannot get a token: ${cause}`;
    };
    expectedOf(answers500, "HTTP 500, internal error; given up after 5 attempts");
    expectedOf(hangs, "no answer within 3 s; given up after 2 attempts");
    expectedOf(wrongKey, "HTTP 401, unknown api key");
    expectedOf(
      rateLimited,
      "HTTP 429, quota exceeded; the next attempt would be in 60 s, more than we wait (150 s in all)",
    );
    expect(said).toEqual(expected);
  });

  it("got one request for the task each and every sensor told once, where nothing was wrong", () => {
    const asked = sandbox.requests().flatMap(({ action, oid }) => (action === "task" ? [String(oid)] : []));
    const healthy = sandbox.organizations.flatMap(({ oid }, at) => (troubled.includes(at) ? [] : [oid]));
    expect(asked.toSorted()).toEqual(healthy.toSorted());
    const told = sandbox.deliveries().map(({ sid }) => sid);
    expect(told.length).toBe(new Set(told).size);
  });

  it("cost as many requests each, and those that cannot be reached a bounded number", () => {
    const logged = sandbox.requests().slice(before);
    const healthy = sandbox.organizations.flatMap(({ oid }, at) =>
      troubled.includes(at) ? [] : [logged.filter((each) => each.oid === oid).length],
    );
    expect(new Set(healthy).size).toBe(1);
    expect([hits(answers500), hits(hangs), hits(rateLimited)]).toEqual([5, 2, 3]);
  });
});

const resultOf = ({ outcomes = [], failure }: OrganizationReport): string =>
  failure ?? [...new Set(outcomes.map(({ result }) => result))].join(", ");
