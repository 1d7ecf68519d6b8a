import { describe, expect, it } from "vitest";
import type { RunRow } from "../../../src/core/model/ledger.js";
import type { RunPart } from "../../../src/core/model/run-part.js";
import type { Recurrence, Task } from "../../../src/core/model/task.js";
import { agreed } from "../../../src/core/plan/agreed.js";
import { reviewOf } from "../../../src/core/plan/review.js";
import { inputsDigest, renderedInputs, runInputs } from "../../../src/core/plan/run-inputs.js";
import { termsOf } from "../../../src/core/plan/terms.js";
import {
  buried,
  changesOf,
  dayMs,
  entryOf,
  inShort,
  issued,
  nowMs,
  ledgerOf,
  planOf,
  present,
  row,
  task,
  threeSensors,
  unresolved,
  type World,
} from "./builders.js";
import { ledgerAfter } from "./effects.js";

const weekly = { seconds: 7 * 86_400, catchUp: false };
const recurring = (every: Recurrence = weekly, members: Partial<Task> = {}): Task =>
  task("version", { every, ...members });
/** A part as the ledger has it, its period begun so many days ago. */
const periodRow = (declared: Task, index: number, daysAgo: number, members: Partial<RunRow> = {}): RunRow => {
  const atMs = nowMs - daysAgo * dayMs;
  const part: RunPart = { period: { index, atMs } };
  const token = `acme-version.r${declared.run}.0000000${index}`;
  const whole = issued(declared, {
    token,
    taskIds: [`id-${index}`],
    part,
    terms: termsOf(declared, runInputs(declared), {}),
  });
  const request = { ...whole.request, context: token };
  return { ...whole, request, intentAtMs: atMs, issuedAtMs: atMs, expiresAtMs: atMs + 7 * dayMs, ...members };
};
const planFor = (declared: Task, runs: readonly RunRow[], world: World = {}) =>
  planOf({ tasks: [declared], rows: { version: row(runs) }, ...world });
const issueIn = (plan: ReturnType<typeof planOf>) => changesOf(plan, "issue")[0];

describe("the periods of a recurring run", () => {
  it("begin with its first issue, under a token of their own", () => {
    const first = issueIn(planOf({ tasks: [recurring()] }));
    expect(first?.part).toEqual({ period: { index: 0, atMs: nowMs } });
    expect(first?.continues).toBeUndefined();
    expect(first?.request.context).toMatch(/^acme-version\.r1\.[0-9a-f]{8}$/);
    expect(first?.request.context).not.toBe(issueIn(planOf({ tasks: [task("version")] }))?.request.context);
  });

  it("have one token each, whenever somebody looks", () => {
    const declared = recurring();
    const look = (daysAgo: number) =>
      issueIn(planFor(declared, [periodRow(declared, 0, daysAgo)]))?.request.context;
    expect(look(7.5)).toBe(look(13.5));
    expect(look(14.5)).not.toBe(look(13.5));
  });

  it("wait for their time, and say when that is", () => {
    const declared = recurring();
    const plan = planFor(declared, [periodRow(declared, 3, 6.9)]);
    expect(inShort(plan)).toEqual(["unchanged task version (13)"]);
    const atMs = nowMs + 0.1 * dayMs;
    const what = `period 4 begins ${new Date(atMs).toISOString().slice(0, 19)}Z`;
    expect(plan.unchanged[0]?.next?.what).toBe(what);
    expect(plan.unchanged[0]?.next?.atMs).toBeCloseTo(atMs, 0);
  });

  it.each([
    [7, 1, 0],
    [13.9, 1, 6.9],
    [14, 2, 0],
    [70, 10, 0],
  ])("that began %d days ago are followed by number %d", (daysAgo, index, since) => {
    const declared = recurring();
    const plan = planFor(declared, [periodRow(declared, 0, daysAgo)]);
    expect(issueIn(plan)).toMatchObject({ run: 1, continues: true, part: { period: { index } } });
    expect((nowMs - (issueIn(plan)?.part?.period?.atMs ?? 0)) / dayMs).toBeCloseTo(since);
  });

  it("do not come back when the clock does", () => {
    const declared = recurring();
    expect(changesOf(planFor(declared, [periodRow(declared, 5, -20)]), "issue")).toEqual([]);
  });

  it("never leave the one before it in the queue", () => {
    const declared = recurring();
    const before = periodRow(declared, 1, 8, { expiresAtMs: nowMs + dayMs });
    const plan = planFor(declared, [before], { queue: [entryOf(before)] });
    expect(inShort(plan)).toEqual(["cancel version run 1 id-1 (24)", "issue version run 1 (24)"]);
    expect(changesOf(plan, "cancel")[0]).toMatchObject({ continues: true, because: "superseded" });
  });

  it("wait until somebody knows what became of the one before", () => {
    const declared = recurring();
    const plan = planFor(declared, [
      unresolved(declared, { part: { period: { index: 0, atMs: nowMs - 9 * dayMs } } }),
    ]);
    expect(inShort(plan)).toEqual(["held task version (10)"]);
  });

  it("are held when the queue shows one that the ledger does not know", () => {
    const declared = recurring();
    const stray = entryOf(periodRow(declared, 7, 0));
    const plan = planFor(declared, [periodRow(declared, 0, 8)], { queue: [stray] });
    expect(inShort(plan)).toEqual(["held entry id-7 (21)", "held task version (21)"]);
  });

  it("go on with a higher run from the beginning", () => {
    const declared = recurring();
    const plan = planFor({ ...declared, run: 2 }, [periodRow(declared, 4, 1)]);
    expect(issueIn(plan)).toMatchObject({ run: 2, part: { period: { index: 0, atMs: nowMs } } });
    expect(issueIn(plan)?.continues).toBeUndefined();
  });

  it("pause, and the present one follows when somebody resumes", () => {
    const declared = recurring();
    const runs = [periodRow(declared, 0, 30)];
    expect(inShort(planFor({ ...declared, paused: true }, runs))).toEqual(["unchanged task version (3)"]);
    expect(issueIn(planFor(declared, runs))).toMatchObject({ part: { period: { index: 4 } } });
  });
});

describe("a recurring run that does not go on", () => {
  const declared = recurring();
  it.each([
    ["a person cancelled it", { state: "cancelled" as const }, "it was cancelled"],
    ["its file was removed in between", { over: true as const }, "its file was removed in between"],
  ])("says so: %s", (_, members, why) => {
    const plan = planFor(declared, [periodRow(declared, 0, 30, members)]);
    expect(plan.changes).toEqual([]);
    expect(plan.unchanged[0]?.next?.what).toContain(why);
  });

  it("goes on after the next period could not be issued in the place that was made for it", () => {
    const plan = planFor(declared, [periodRow(declared, 0, 8, { state: "cancelled", superseded: true })]);
    expect(inShort(plan)).toEqual(["issue version run 1 (25)"]);
  });

  it("is not made recurring by an edit", () => {
    const plan = planFor(declared, [issued(task("version"), { intentAtMs: nowMs - 90 * dayMs })]);
    expect(plan.changes).toEqual([]);
    expect(plan.unchanged[0]?.next?.what).toMatch(/it was issued as a whole.*a higher `run`/);
  });

  it("is not guessed at when a lost ledger found it in the queue", () => {
    const plan = planFor(declared, [issued(declared, { how: "adopted" })]);
    expect(plan.changes).toEqual([]);
    expect(plan.unchanged[0]?.next?.what).toContain("which part of it was found is not known");
  });

  it("stays as removed when its file is restored", () => {
    const plan = planFor(declared, [periodRow(declared, 0, 30)], {
      rows: { version: row([periodRow(declared, 0, 30)], buried) },
    });
    expect(inShort(plan)).toEqual(["remember version (13)", "unchanged task version (13)"]);
  });

  it("is issued once when its file says `every` no more", () => {
    expect(inShort(planFor(task("version"), [periodRow(declared, 0, 30)]))).toEqual([
      "unchanged task version (13)",
    ]);
  });
});

describe("missed periods that are made up", () => {
  const declared = recurring({ ...weekly, catchUp: true });

  it("are one at most, and the last of them", () => {
    const plan = planFor(declared, [periodRow(declared, 0, 36)]);
    expect(issueIn(plan)?.part?.period).toEqual({ index: 4, atMs: nowMs - 8 * dayMs, makeUp: true });
  });

  it("are none where none was missed", () => {
    expect(issueIn(planFor(declared, [periodRow(declared, 0, 8)]))?.part?.period).toEqual({
      index: 1,
      atMs: nowMs - dayMs,
    });
  });

  it("come before the present one, which waits until nothing of them is pending", () => {
    const made = periodRow(declared, 4, 8, {
      part: { period: { index: 4, atMs: nowMs - 8 * dayMs, makeUp: true } },
    });
    const waiting = planFor(declared, [{ ...made, expiresAtMs: nowMs + dayMs }], {
      queue: [entryOf(made, { expiresAtMs: nowMs + dayMs })],
    });
    expect(inShort(waiting)).toEqual(["unchanged task version (11)"]);
    expect(waiting.unchanged[0]?.next?.what).toContain("waits for what was made up");
    expect(issueIn(planFor(declared, [made]))?.part?.period).toEqual({ index: 5, atMs: nowMs - dayMs });
  });
});

describe("the terms of a recurring run", () => {
  const declared = recurring();
  const daily = recurring({ seconds: 86_400, catchUp: false });
  const periodOfVariables = (context: string): RunRow => {
    const written = { ...runInputs(declared), context: "acme-${{ vars.v }}" };
    const rendered = recurring(weekly, { context, contextWritten: true, written });
    const terms = termsOf(rendered, renderedInputs(rendered), {});
    return periodRow(rendered, 0, 8, { inputs: written, terms });
  };

  it("are agreed to with the first part: a review of other ones is not enough", () => {
    const hourly = recurring({ seconds: 3600, catchUp: false }, { ttlSeconds: 600 });
    const monthly = recurring({ seconds: 30 * 86_400, catchUp: false }, { ttlSeconds: 600 });
    const [now, reviewed] = [hourly, monthly].map((each) => planOf({ tasks: [each] }));
    if (now === undefined || reviewed === undefined) throw new Error("two plans");
    expect(issueIn(now)?.request).toEqual(issueIn(reviewed)?.request);
    const fleet = { sensors: threeSensors, online: new Set<string>() };
    const left = agreed({ plan: now, fleet, mayMove: { percent: 20, floor: 1 } }, reviewOf(reviewed, fleet));
    expect(inShort(left)).toEqual(["held task version (review)"]);
    expect(left.held[0]?.diff.map(({ path }) => path)).toEqual(["terms"]);
  });

  it("go on while variables stand for the same", () => {
    const row0 = periodOfVariables("acme-a");
    const same = recurring(weekly, { context: "acme-a", contextWritten: true, written: row0.inputs });
    expect(issueIn(planFor(same, [row0]))?.continues).toBe(true);
  });

  it("are agreed to anew when they change, and then it goes on without a review", () => {
    const runs = [periodRow(declared, 0, 0.5)];
    const plan = planFor(daily, runs);
    expect(inShort(plan)).toEqual(
      ["reschedule version run 1", "unchanged task version (13)"].map((line) =>
        line === "reschedule version run 1" ? "reschedule version (–)" : line,
      ),
    );
    const [change] = changesOf(plan, "reschedule");
    const after = planFor(daily, [{ ...periodRow(declared, 0, 1.5), terms: change?.terms ?? "" }]);
    expect(issueIn(after)?.continues).toBe(true);
  });

  it.each([
    ["the period", { tasks: [daily] }],
    ["the time to live", { tasks: [recurring(weekly, { ttlSeconds: 3600 })] }],
    ["limits or policy", { inForce: { sensorsPerTask: 5 } }],
    [
      "what variables stand for",
      {
        tasks: [
          recurring(weekly, {
            command: "os_users",
            written: { command: "os_version", target: { selector: "plat == `windows`" } },
          }),
        ],
      },
    ],
    [
      "what variables stand for in the context",
      {
        tasks: [
          recurring(weekly, {
            context: "acme-b",
            contextWritten: true,
            written: { ...runInputs(declared), context: "acme-${{ vars.v }}" },
          }),
        ],
        rows: { version: row([periodOfVariables("acme-a")]) },
      },
    ],
  ])("are part of what was agreed to: %s", (_, world) => {
    expect(issueIn(planFor(declared, [periodRow(declared, 0, 8)], world))).toBeDefined();
    expect(issueIn(planFor(declared, [periodRow(declared, 0, 8)], world))?.continues).toBeUndefined();
  });

  it("that were reviewed before a part became due are recorded; that part follows with the next apply", () => {
    const before = periodRow(declared, 0, 1.5, { expiresAtMs: nowMs - dayMs / 4 });
    const plan = planFor(daily, [before]);
    expect(inShort(plan)).toEqual(["reschedule version (–)", "issue version run 1 (25)"]);
    const [change] = changesOf(plan, "reschedule");
    const reviewed = { fingerprints: new Set([change?.fingerprint ?? ""]), reached: new Map(), changes: [] };
    const fleet = { sensors: threeSensors, online: new Set<string>() };
    const left = agreed({ plan, fleet, mayMove: { percent: 20, floor: 1 } }, reviewed);
    expect(inShort(left)).toEqual(["reschedule version (–)", "held task version (review)"]);
    const after = ledgerAfter(left, ledgerOf({ version: row([before]) }), nowMs);
    expect(issueIn(planOf({ tasks: [daily], ledger: present(after) }))?.continues).toBe(true);
  });

  it("say nothing of what runs: that is held until `run` is raised", () => {
    const edited = recurring(weekly, { command: "os_users" });
    expect(inShort(planFor(edited, [periodRow(declared, 0, 8)]))).toEqual(["held task version (15)"]);
  });

  it("go on with an accepted edit only when somebody agreed to what the parts to come then send", () => {
    const before = recurring();
    const edited = recurring(weekly, { command: "os_packages" });
    const accepting = { ...edited, accept: [inputsDigest(runInputs(edited)).slice(0, 12)] };
    const plan = planFor(accepting, [periodRow(before, 0, 3)]);
    expect(inShort(plan)).toEqual(["accept version run 1 (14)", "reschedule version (–)"]);
    const accepted = [periodRow(before, 0, 7, { accepted: [runInputs(edited)] })];
    expect(issueIn(planFor(accepting, accepted))?.continues).toBeUndefined();
    const agreedTo = accepted.map((run) => ({ ...run, terms: termsOf(accepting, runInputs(accepting), {}) }));
    expect(issueIn(planFor(accepting, agreedTo))?.continues).toBe(true);
  });
});
