import { describe, expect, it } from "vitest";
import type { OrganizationDrift } from "../../../src/core/model/drift-report.js";
import type { RunRow } from "../../../src/core/model/ledger.js";
import { makePlan } from "../../../src/core/plan/plan.js";
import { driftOf } from "../../../src/core/status/drift.js";
import { indexFleet } from "../../../src/core/status/fleet-index.js";
import {
  appliedRow,
  dayMs,
  inputOf,
  issued,
  live,
  longAgo,
  nowMs,
  output,
  recordOf,
  row,
  ruleOf,
  sensor,
  task,
  type World,
} from "../plan/builders.js";

const version = task("version", { response: [output] });
const ran = row([issued(version)]);
const rule = ruleOf(version, ran);
const key = rule.key;
const standing: World = {
  tasks: [version],
  rows: { version: ran },
  rules: { [key]: appliedRow(rule) },
  live: [live(recordOf(rule))],
};

function found(
  world: World,
  more: { readonly traces?: readonly string[]; readonly enroll?: number } = {},
): OrganizationDrift {
  const input = inputOf({ ...standing, subscribe: true, ...world });
  const { observation } = input;
  const fleet = indexFleet(observation.fleet);
  const see = (run: RunRow) => ({
    nowMs: observation.nowMs,
    entries: observation.queue.readable
      ? observation.queue.entries.filter(({ taskId }) => run.taskIds.includes(taskId))
      : undefined,
    fleet,
    reached: () => new Set(observation.fleet.sensors.map(({ sid }) => sid)),
  });
  return driftOf({ plan: makePlan(input), observation, see, traces: more.traces ?? [] });
}

const kinds = (world: World, more?: { readonly traces: readonly string[] }) =>
  found(world, more).drift.map(({ kind, name }) => `${kind} ${name}`);
const edited = (members: Parameters<typeof recordOf>[1]) => ({ live: [live(recordOf(rule, members))] });
const metadata = recordOf(rule).userMetadata;

describe("what moved in live", () => {
  it("is nothing when all stands as it was applied", () => {
    expect(found({})).toMatchObject({ drift: [], blind: [], would: [], held: [] });
  });

  it("a rule that was edited, with what was changed and by whom", () => {
    const { drift, would } = found(
      edited({
        data: { ...rule.data, respond: [{ action: "report", name: "theirs" }] },
        lastAuthor: "eve@example.org",
        lastModifiedAtMs: nowMs,
      }),
    );
    expect(drift).toEqual([
      {
        kind: "rule-edited",
        object: "rule",
        name: key,
        message: `edited by eve@example.org, last ${new Date(nowMs).toISOString()}`,
        repair: "`lctasks apply --only rules` puts it back as declared",
        diff: [
          { path: "respond[0].action", before: "output", after: "report" },
          { path: "respond[0].name", before: "tasks-output", after: "theirs" },
        ],
      },
    ]);
    expect(would).toEqual([]);
  });

  it("a rule that was disabled, deleted, or replaced by one without our tag", () => {
    expect(kinds(edited({ userMetadata: { ...metadata, enabled: false } }))).toEqual([
      `rule-disabled ${key}`,
    ]);
    expect(kinds({ live: [] })).toEqual([`rule-deleted ${key}`]);
    expect(kinds(edited({ userMetadata: { ...metadata, tags: [] } }))).toEqual([`rule-replaced ${key}`]);
  });

  it("a rule of ours that an extension claims or that cannot be read", () => {
    const { drift, held } = found(
      edited({ userMetadata: { ...metadata, tags: [...metadata.tags, "ext:other"] } }),
    );
    expect(drift).toMatchObject([{ kind: "rule-replaced", message: expect.stringContaining("ext:other") }]);
    expect(held.filter(({ object }) => object === "rule")).toEqual([]);
    expect(kinds({ live: [{ readable: false, key, reason: "restricted" }] })).toEqual([
      `rule-replaced ${key}`,
    ]);
  });

  it("both sides of a rule: the drift is told, and that the file wins", () => {
    const changed = task("version", { response: [{ respond: [{ action: "report", name: "ours" }] }] });
    const { drift } = found({
      tasks: [changed],
      ...edited({ data: { ...rule.data, respond: [{ action: "report", name: "theirs" }] } }),
    });
    expect(drift).toMatchObject([
      { kind: "rule-edited", message: expect.stringContaining("the file changed as well") },
    ]);
  });

  it("a run that left the queue while nobody that it waited for was connected", () => {
    const away = (sid: string) =>
      sensor(sid, { alive: nowMs / 1000 - 86_400, enroll: nowMs / 1000 - 9 * 86_400 });
    const sensors = ["a", "b", "c"].map(away);
    expect(found({ sensors, online: [] }).drift).toMatchObject([
      {
        kind: "run-probably-cancelled",
        name: "version",
        message: expect.stringContaining("at least 2 sensors that it waited for were"),
      },
    ]);
    expect(kinds({ sensors, online: ["a"] })).toEqual(["run-probably-cancelled version"]);
    expect(kinds({ sensors, online: ["a", "b"] })).toEqual([]);
    const old = row([issued(version, { ...longAgo })]);
    const cancelled = row([issued(version, { state: "cancelled" })]);
    const tombstone = { ...ran, tombstone: { atMs: nowMs - dayMs } };
    for (const version of [old, cancelled, tombstone])
      expect(kinds({ sensors, online: [], rows: { version } })).not.toContain(
        "run-probably-cancelled version",
      );
  });

  it("a subscription that is gone, where it was used; the queue says nothing then", () => {
    const gone = found({ subscribed: false });
    expect(gone.drift).toMatchObject([{ kind: "unsubscribed" }]);
    expect(gone.would).toEqual([]);
    expect(kinds({ subscribed: false, rows: {}, rules: {}, live: [] })).toEqual([]);
  });

  it("a ledger that is gone, as its witness or the traces of the project show", () => {
    const absent: World = { ledger: { state: "absent" } };
    const highest = { serial: 9, hash: "abc", where: "refs/x" };
    expect(kinds({ ...absent, witness: { state: "read", highest } })).toEqual(["ledger-lost ledger"]);
    expect(found(absent, { traces: ["rule x"] })).toMatchObject({
      drift: [{ kind: "ledger-lost", message: expect.stringContaining("rule x") }],
      held: [],
    });
    expect(found(absent)).toMatchObject({ drift: [], held: [{ name: "ledger" }] });
  });

  it("a ledger that was rolled back", () => {
    const highest = { serial: 9, hash: "abc", where: "refs/x" };
    expect(found({ witness: { state: "read", highest } })).toMatchObject({
      drift: [{ kind: "ledger-rolled-back" }],
      held: [],
    });
  });

  it("pauses that no file says", () => {
    const paused = { why: "pause" as const, by: "alice", atMs: nowMs };
    const everything = { ...paused, why: "cancel-all" as const };
    expect(found({ rows: { version: { ...ran, paused } }, paused: everything }).drift).toMatchObject([
      {
        object: "organization",
        message: expect.stringMatching(/^cancelled and paused since .* by alice$/),
        repair: expect.stringContaining("resume --all --organization prod`"),
      },
      {
        object: "task",
        name: "version",
        repair: expect.stringContaining("resume version --organization prod`"),
      },
    ]);
  });
});

describe("what is no drift", () => {
  it("is what Git would change, what is held, and what is foreign", () => {
    const next = task("version", { response: [output], run: 2 });
    const { drift, would, foreign } = found({
      tasks: [next, task("users")],
      live: [live(recordOf(rule)), live(recordOf({ ...rule, key: "lctasks.acme.stranger" }))],
      queue: [{ taskId: "theirs", context: "adhoc", sids: ["sid-1"] }],
    });
    expect(drift).toEqual([]);
    expect(would.map(({ verb }) => verb)).toEqual(expect.arrayContaining(["issue"]));
    expect(foreign.map(({ name }) => name).toSorted()).toEqual(["lctasks.acme.stranger", "theirs"]);
  });

  it("is a rule that was never applied, or whose deletion was ours", () => {
    expect(kinds({ live: [], rules: {} })).toEqual([]);
    const leaving = { ...appliedRow(rule), intent: { verb: "delete" as const } };
    expect(kinds({ live: [], rules: { [key]: leaving } })).toEqual([]);
  });

  it("is what could not be looked at: that is said", () => {
    const blind = found({
      queue: { readable: false, reason: "odd", shape: "{}" },
      witness: { state: "unreadable", reason: "no network" },
    });
    expect(blind.drift).toEqual([]);
    expect(blind.blind).toEqual(["the queue cannot be read: odd", "the witness cannot be read: no network"]);
    expect(found({ ledger: { state: "unreadable", reason: "cut off" } }).blind).toEqual([
      "the ledger cannot be read: cut off",
    ]);
    expect(found({ ledger: { state: "unreadable", reason: "moved", movedTo: "git" } }).blind).toEqual([]);
  });
});
