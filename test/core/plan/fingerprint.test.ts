import { describe, expect, it } from "vitest";
import type { Verb } from "../../../src/core/model/change.js";
import type { Task } from "../../../src/core/model/task.js";
import { makePlan } from "../../../src/core/plan/plan.js";
import {
  baseline,
  inputOf,
  issued,
  live,
  nowMs,
  output,
  planOf,
  recordOf,
  row,
  ruleOf,
  sensor,
  task,
  threeSensors,
  type World,
} from "./builders.js";

const version = task("version", { response: [output], description: "which build?" });

const sensors = [...threeSensors, sensor("sid-5", { tags: ["server"] })];

const fingerprintOf = (world: World, verb: Verb = "issue"): string | undefined =>
  planOf(world).changes.find((change) => change.verb === verb)?.fingerprint;
const ofTask = (members: Partial<Task>, verb?: Verb): string | undefined =>
  fingerprintOf({ tasks: [{ ...version, ...members }], sensors }, verb);

const reviewed = fingerprintOf({ tasks: [version] });
const reviewedRule = fingerprintOf({ tasks: [version] }, "create-rule");

describe("the fingerprint of an issue", () => {
  it("stays the same for the same run, however the file is written", () => {
    const { description: _none, ...plain } = version;
    expect(fingerprintOf({ tasks: [plain] })).toBe(reviewed);
    expect(ofTask({ target: { selector: '( plat=="windows" )' } })).toBe(reviewed);
    expect(ofTask({ command: "  os_version " })).toBe(reviewed);
    expect(ofTask({ at: { file: "elsewhere.yaml", line: 9, column: 1 } })).toBe(reviewed);
    expect(ofTask({ acknowledge: ["destructive"], accept: ["01234567"] })).toBe(reviewed);
  });

  it("does not move with the fleet or the clock", () => {
    const more = [...threeSensors, sensor("sid-4")];
    expect(fingerprintOf({ tasks: [version], sensors: more, online: [], nowMs: nowMs + 1 })).toBe(reviewed);
  });

  it("moves with everything that decides what runs, where, for how long and under which token", () => {
    const others = [
      ofTask({ ttlSeconds: 60 }),
      ofTask({ command: "os_packages" }),
      ofTask({ target: { tag: "server" } }),
      ofTask({ target: { selector: "plat == `linux`" } }),
      ofTask({ context: "build", contextWritten: true }),
      ofTask({ exactContext: true, context: "build" }),
      ofTask({ run: 2 }),
      ofTask({ name: "other" }),
    ];
    expect(others).not.toContain(undefined);
    expect(new Set([reviewed, ...others]).size).toBe(others.length + 1);
  });

  it("moves with the organization, the ledger's identity, and limits and policy in force", () => {
    const elsewhere = makePlan({
      ...inputOf({ tasks: [version] }),
      oid: "00000000-0000-4000-8000-000000000000",
    });
    const others = [
      elsewhere.changes.find(({ verb }) => verb === "issue")?.fingerprint,
      fingerprintOf({ tasks: [version], inForce: { sensorsPerTask: 10 } }),
      fingerprintOf({ tasks: [version], inForce: { deny: ["uninstall"] } }),
    ];
    expect(new Set([reviewed, ...others]).size).toBe(4);
    const [one, same] = [
      { a: 1, b: [2] },
      { b: [2], a: 1 },
    ].map((inForce) => fingerprintOf({ tasks: [version], inForce }));
    expect(one).toBe(same);
  });
});

describe("the fingerprint of a rule", () => {
  it("stays the same for equal content, whatever the order of keys", () => {
    expect(
      ofTask({ response: [{ respond: [{ name: "tasks-output", action: "output" }] }] }, "create-rule"),
    ).toBe(reviewedRule);
  });

  it("moves with what is listened for and what is done", () => {
    const others = [
      ofTask({ response: [{ respond: [{ action: "report", name: "tasks-output" }] }] }, "create-rule"),
      ofTask({ context: "build", contextWritten: true }, "create-rule"),
      ofTask({ command: "os_packages" }, "create-rule"),
      ofTask({ response: [{ ...output, tests: { match: [[{}]] } }] }, "create-rule"),
      fingerprintOf({ tasks: [version], inForce: { sensorsPerTask: 10 } }, "create-rule"),
    ];
    expect(others).not.toContain(undefined);
    expect(new Set([reviewedRule, ...others]).size).toBe(others.length + 1);
  });

  it("tells creating from updating", () => {
    const drifted = recordOf(ruleOf(version), { data: { detect: {}, respond: [] } });
    const rules = { [ruleOf(version).key]: { task: "version", applied: { hash: "h" } } };
    const update = fingerprintOf({ tasks: [version], live: [live(drifted)], rules }, "update-rule");
    expect(update).toMatch(/^[0-9a-f]{64}$/);
    expect(update).not.toBe(reviewedRule);
  });
});

describe("the other fingerprints", () => {
  const old = task("old");
  const changes = [
    ...planOf({ subscribed: false, subscribe: true }).changes,
    ...planOf({ tasks: [task("new", { movedFrom: "old" })], rows: { old: row([issued(old)]) } }).changes,
    ...planOf({ tasks: [task("new", { movedFrom: "older" })], rows: { older: baseline(old) } }).changes,
    ...planOf({ rows: { old: row([issued(old)]), older: row([issued(task("older"))]) } }).changes,
    ...planOf({ rows: { old: row([issued(old, { taskIds: ["other"] })]) } }).changes.slice(0, 1),
  ];

  it("are all different for different changes", () => {
    expect(changes.map(({ verb }) => verb)).toEqual([
      "subscribe",
      "move",
      "move",
      "cancel",
      "cancel",
      "tombstone",
      "tombstone",
      "cancel",
    ]);
    expect(new Set(changes.map(({ fingerprint }) => fingerprint)).size).toBe(changes.length);
  });
});
