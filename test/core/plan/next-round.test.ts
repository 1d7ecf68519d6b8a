import { describe, expect, it } from "vitest";
import type { RunRow, ServedBy, TaskRow } from "../../../src/core/model/ledger.js";
import { encodeServed, withServed } from "../../../src/core/model/served.js";
import type { Task } from "../../../src/core/model/task.js";
import { roundSize } from "../../../src/core/plan/next-round.js";
import { namedTarget } from "../../../src/core/plan/part-target.js";
import { runInputs } from "../../../src/core/plan/run-inputs.js";
import { termsOf } from "../../../src/core/plan/terms.js";
import {
  buried,
  changesOf,
  dayMs,
  entryOf,
  hourMs,
  inShort,
  issued,
  ledgerOf,
  nowMs,
  planOf,
  present,
  row,
  sensor,
  task,
  unresolved,
  type World,
} from "./builders.js";

const forNewcomers = (members: Partial<Task> = {}): Task =>
  task("version", { coverage: "newcomers", ...members });
const served = (sids: readonly string[], members: Partial<ServedBy> = {}): Pick<TaskRow, "served"> => ({
  served: { run: 1, sensors: encodeServed(withServed(new Set(), sids)), atMs: nowMs - dayMs, ...members },
});
/** A round as the ledger has it. */
const roundRow = (declared: Task, round: number, members: Partial<RunRow> = {}): RunRow =>
  issued(declared, {
    token: `acme-version.r${declared.run}.0000000${round}`,
    taskIds: [`id-${round}`],
    part: { newcomers: { round } },
    terms: termsOf(declared, runInputs(declared), {}),
    ...members,
  });
const sensors = ["sid-1", "sid-2", "sid-3"].map((sid) => sensor(sid));
const planFor = (declared: Task, memory: TaskRow, world: World = {}) =>
  planOf({ tasks: [declared], rows: { version: memory }, sensors, ...world });
const issueIn = (plan: ReturnType<typeof planOf>) => changesOf(plan, "issue")[0];
const next = (plan: ReturnType<typeof planOf>) => plan.unchanged[0]?.next?.what;
const declared = forNewcomers();
const first = roundRow(declared, 0);

describe("the first issue of a run for newcomers as well", () => {
  it("goes to all that match, with terms of its own", () => {
    const plan = planOf({ tasks: [declared], sensors });
    expect(inShort(plan)).toEqual(["issue version run 1 (7)"]);
    expect(issueIn(plan)).toMatchObject({
      part: { newcomers: { round: 0 } },
      reason: "new",
      reach: { total: 3 },
    });
    expect(issueIn(plan)?.request.target).toEqual(declared.target);
    expect(issueIn(plan)?.runReach).toBeUndefined();
    expect(issueIn(plan)?.terms).not.toBe(termsOf(task("version"), runInputs(declared), {}));
  });

  it("is held where who is served cannot be told", () => {
    const { tags: _unread, ...untagged } = sensor("sid-1");
    const plan = planOf({ tasks: [forNewcomers({ target: { tag: "server" } })], sensors: [untagged] });
    expect(inShort(plan)).toEqual(["held task version (coverage)"]);
    expect(plan.held[0]?.reason).toContain("who is served cannot be told: the selector cannot be evaluated");
    expect(plan.held[0]?.decide[0]).toContain("remove `coverage`");
  });

  it("is held where who is served does not fit into the ledger", () => {
    const ledger = { ...ledgerOf({}), commit: commitOf(25) };
    const plan = planOf({ tasks: [declared], sensors, ledger: present(ledger) });
    expect(inShort(plan)).toEqual(["held task version (coverage)"]);
    expect(plan.held[0]?.reason).toMatch(/^who is served does not fit into the ledger: with 3 sensors/);
    const other = planOf({ tasks: [task("version")], sensors, ledger: present(ledger) });
    expect(inShort(other)).toEqual(["issue version run 1 (7)"]);
  });
});

const commitOf = (megabytes: number) => ({
  sha: "a".repeat(megabytes * 1024 * 1024),
  uncommitted: false,
  atMs: nowMs,
});

describe("newcomers", () => {
  it("are the sensors that match now, can run commands and are not served", () => {
    const more = [
      ...sensors,
      sensor("sid-4", { hostname: "b" }),
      sensor("sid-5", { hostname: "a" }),
      sensor("sid-6", { plat: "linux" }),
      sensor("sid-7", { arch: "usp_adapter" }),
    ];
    const plan = planFor(declared, row([first], served(["sid-1", "sid-2", "sid-3"])), { sensors: more });
    expect(inShort(plan)).toEqual(["issue version run 1 (25)"]);
    expect(issueIn(plan)).toMatchObject({
      continues: true,
      part: { newcomers: { round: 1 } },
      reason: "newcomers: 2 sensors that were not there at issue: a, b",
      request: { target: { selector: "(plat == `windows`) and (sid == `sid-5` or sid == `sid-4`)" } },
      reach: { total: 2 },
      runReach: { total: 6 },
      diff: [],
    });
  });

  it("are named one by one, up to a few", () => {
    const many = Array.from({ length: 7 }, (_, index) => sensor(`sid-${index}`, { hostname: `h${index}` }));
    const reason = (count: number) =>
      issueIn(planFor(declared, row([first], served([])), { sensors: many.slice(0, count) }))?.reason;
    expect(reason(1)).toBe("newcomers: 1 sensor that was not there at issue: h0");
    expect(reason(7)).toBe(
      "newcomers: 7 sensors that were not there at issue: h0, h1, h2, h3, h4 and 2 more",
    );
    const { hostname: _none, ...unnamed } = sensor("sid-9");
    expect(issueIn(planFor(declared, row([first], served([])), { sensors: [unnamed] }))?.reason).toContain(
      ": sid-9",
    );
  });

  it("are asked in bounded rounds", () => {
    const many = Array.from({ length: roundSize + 1 }, (_, index) => sensor(`sid-${index}`));
    const issue = issueIn(planFor(declared, row([first], served([])), { sensors: many }));
    expect(issue?.reach).toMatchObject({ total: roundSize });
    expect(issue?.reason).toContain("; 200 now, the others with the next applies");
  });

  it("are none where all that match are served, and the plan says how many that are", () => {
    const plan = planFor(declared, row([first], served(["sid-1", "sid-2", "sid-3", "gone"])));
    expect(inShort(plan)).toEqual(["unchanged task version (13)"]);
    expect(next(plan)).toBe("newcomers: none; 4 served");
  });

  it("do not take the place of what still waits for those before them", () => {
    const plan = planFor(declared, row([first], served(["sid-1"])), { queue: [entryOf(first)] });
    expect(inShort(plan)).toEqual(["issue version run 1 (25)"]);
  });

  it("wait until a round whose answer was lost is settled", () => {
    const lost = unresolved(declared, {
      part: { newcomers: { round: 1 } },
      token: "acme-version.r1.00000001",
    });
    const plan = planFor(declared, row([first, lost], served(["sid-1"])));
    expect(inShort(plan)).toEqual(["held task version (10)"]);
  });

  it("cannot be told where the selector cannot be evaluated, and nothing is due then", () => {
    const tagged = forNewcomers({ target: { tag: "server" } });
    const { tags: _unread, ...untagged } = sensor("sid-9");
    const plan = planFor(tagged, row([roundRow(tagged, 0)], served([])), { sensors: [untagged] });
    expect(plan.changes).toEqual([]);
    expect(next(plan)).toContain(
      "newcomers cannot be told: the selector cannot be evaluated on sensor sid-9",
    );
  });

  it("are asked under other terms after a review only", () => {
    const other = forNewcomers({ ttlSeconds: 3600 });
    const plan = planFor(other, row([first], served(["sid-1"])));
    expect(inShort(plan)).toEqual(["reschedule version (–)", "issue version run 1 (25)"]);
    expect(issueIn(plan)?.continues).toBeUndefined();
  });

  it("begin anew with a higher run: who has the one before does not count", () => {
    const raised = forNewcomers({ run: 2 });
    const plan = planFor(raised, row([first], served(["sid-1", "sid-2", "sid-3"])));
    expect(inShort(plan)).toEqual(["cancel version run 1 id-0 (17)", "issue version run 2 (17)"]);
    expect(issueIn(plan)).toMatchObject({ part: { newcomers: { round: 0 } }, reach: { total: 3 } });
  });

  it("are compared with variables by what they were asked, not by who they are", () => {
    const written = { command: "os_version", target: declared.target };
    const named = namedTarget(declared.target, ["sid-1"]);
    const second = roundRow(declared, 1, {
      request: { ...first.request, target: named, context: "acme-version.r1.00000001" },
    });
    const memory = row([first, second], served(["sid-1", "sid-2", "sid-3"]));
    const plan = planFor({ ...declared, written }, memory);
    expect(plan.unchanged[0]?.reason).toBe("run 1 was issued, nothing is pending");
    const changed = planFor({ ...declared, written, command: "os_users" }, memory);
    expect(changed.unchanged[0]?.reason).toContain("a higher run sends task: os_users");
  });
});

describe("who was there at issue", () => {
  const uncounted = (members: Partial<ServedBy> = {}): Pick<TaskRow, "served"> => {
    const { atMs: _never, ...rest } = served(["sid-1"], members).served ?? { run: 1, sensors: "" };
    return { served: rest };
  };

  it.each<[string, Pick<TaskRow, "served">]>([
    ["where the apply that issued it ended early", uncounted()],
    ["where another run was counted", served(["sid-1"], { run: 9 })],
    ["where nothing is known of it", {}],
  ])("is counted before anything further is due, %s", (_, known) => {
    const plan = planFor(declared, row([first], known));
    expect(inShort(plan)).toEqual(["count-served version (–)", "unchanged task version (13)"]);
    expect(next(plan)).toBe("newcomers: once those are counted who were there at issue");
  });

  it("is counted while the task is edited, accepted or paused", () => {
    const memory = row([first], uncounted());
    const edited = forNewcomers({ command: "os_users" });
    expect(inShort(planFor(edited, memory))).toEqual(["count-served version (–)", "held task version (15)"]);
    const digest = planFor(edited, memory).held[0]?.decide[1]?.match(/accept: "([0-9a-f]+)"/)?.[1] ?? "";
    expect(inShort(planFor(forNewcomers({ command: "os_users", accept: [digest] }), memory))).toContain(
      "count-served version (–)",
    );
    expect(inShort(planFor(forNewcomers({ paused: true }), memory))).toContain("count-served version (–)");
  });

  it("is not counted while nobody knows whether it was issued, nor of another task", () => {
    const lost = unresolved(declared, { part: { newcomers: { round: 0 } } });
    expect(inShort(planFor(declared, row([lost], uncounted())))).toEqual(["held task version (10)"]);
    expect(planFor(task("version"), row([issued(task("version"))])).changes).toEqual([]);
  });
});

describe("a run for newcomers that does not go on", () => {
  const memory = served(["sid-1"]);
  it.each<[string, Task, TaskRow, string]>([
    ["cancelled", declared, row([{ ...first, state: "cancelled" }], memory), "it was cancelled"],
    [
      "an earlier round cancelled",
      declared,
      row([{ ...first, state: "cancelled" }, roundRow(declared, 1)], memory),
      "it was cancelled",
    ],
    [
      "removed in between",
      declared,
      row([{ ...first, over: true }], memory),
      "it was cancelled, its file was removed in between, a part reached too many sensors, or its ledger was made again",
    ],
    [
      "without coverage now",
      task("version"),
      row([first], memory),
      "its file does not ask for newcomers any more",
    ],
    ["issued as a whole before", declared, row([issued(declared)], memory), "it was issued as a whole"],
    [
      "issued in waves before",
      declared,
      row([issued(declared, { part: { wave: { from: 0, to: 15 } } })]),
      "5.9 % were asked, and its file has no waves any more",
    ],
  ])("says so: %s", (_, file, known, why) => {
    const plan = planFor(file, known);
    expect(plan.changes).toEqual([]);
    expect(next(plan)).toBe(`the run does not go on (${why}); a higher \`run\` begins anew`);
  });

  it("stays as removed when its file is restored", () => {
    const plan = planFor(declared, row([first], { ...memory, ...buried }));
    expect(inShort(plan)).toEqual(["remember version (13)", "unchanged task version (13)"]);
  });

  it("is recorded without its round where only the queue knows it", () => {
    const token = issueIn(planOf({ tasks: [declared], sensors }))?.request.context ?? "";
    const plan = planOf({ tasks: [declared], sensors, queue: [entryOf({ ...first, token })] });
    expect(inShort(plan)).toEqual(["adopt version run 1 id-0 (5)"]);
    expect(changesOf(plan, "adopt")[0]?.part).toBeUndefined();
  });

  it("keeps what its latest round was, and the tokens of all", () => {
    const rounds = Array.from({ length: 30 }, (_, round) =>
      roundRow(declared, round, {
        expiresAtMs: nowMs - 30 * dayMs,
        token: `acme-version.r1.000000${round + 10}`,
      }),
    );
    const plan = planFor(declared, row(rounds, served(["sid-1"])));
    expect(issueIn(plan)?.part).toEqual({ newcomers: { round: 30 } });
    expect(hourMs).toBeGreaterThan(0);
  });
});
