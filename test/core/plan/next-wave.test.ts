import { describe, expect, it } from "vitest";
import type { RunRow } from "../../../src/core/model/ledger.js";
import type { SensorRecord } from "../../../src/core/model/sensor.js";
import { type Target, targetSelector } from "../../../src/core/model/target.js";
import type { Task } from "../../../src/core/model/task.js";
import { partTarget } from "../../../src/core/plan/part-target.js";
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
  type World,
} from "./builders.js";
import { ledgerAfter } from "./effects.js";

const soakSeconds = 7200;
const steps = (...buckets: number[]) => buckets.map((each) => ({ buckets: each, soakSeconds }));
const inWaves = (members: Partial<Task> = {}): Task =>
  task("version", { waves: steps(15, 64, 256), ...members });
/** One sensor in every bucket. */
const everywhere: SensorRecord[] = Array.from({ length: 256 }, (_, bucket) =>
  sensor(`${bucket.toString(16).padStart(2, "0")}4b30af-11f3-4a5c-a2a6-52b1d4ee2d52`),
);
/** A wave as the ledger has it, issued so many hours ago. */
const waveRow = (
  declared: Task,
  [from, to]: readonly [number, number],
  hoursAgo: number,
  members: Partial<RunRow> = {},
) => {
  const part = { wave: { from, to } };
  const token = `acme-version.r${declared.run}.00000${String(to).padStart(3, "0")}`;
  const terms = termsOf(declared, runInputs(declared), {});
  const whole = issued(declared, { token, taskIds: [`id-${to}`], part, terms });
  const request = { ...whole.request, context: token, target: partTarget(whole.request.target, part) };
  const atMs = nowMs - hoursAgo * hourMs;
  return { ...whole, request, intentAtMs: atMs, issuedAtMs: atMs, expiresAtMs: atMs + 7 * dayMs, ...members };
};
const planFor = (declared: Task, runs: readonly RunRow[], world: World = {}) =>
  planOf({ tasks: [declared], rows: { version: row(runs) }, sensors: everywhere, ...world });
const issueIn = (plan: ReturnType<typeof planOf>) => changesOf(plan, "issue")[0];

describe("the waves of a run", () => {
  it("begin with its first issue, for the sensors of the first buckets", () => {
    const first = issueIn(planOf({ tasks: [inWaves()], sensors: everywhere }));
    expect(first).toMatchObject({
      part: { wave: { from: 0, to: 15 } },
      reason: "new; wave 1 of 3, up to 5.9 % of the sensors",
      request: { target: { selector: "(plat == `windows`) and sid matches `^0[0-9a-e]`" } },
      reach: { total: 15 },
    });
    expect(first?.continues).toBeUndefined();
  });

  it("follow the soak, and say when that is over", () => {
    const declared = inWaves();
    const plan = planFor(declared, [waveRow(declared, [0, 15], 1.5)]);
    expect(inShort(plan)).toEqual(["unchanged task version (13)"]);
    const atMs = nowMs + hourMs / 2;
    const what = `wave 2 of 3, up to 25 % of the sensors, follows after the soak, ${new Date(atMs).toISOString().slice(0, 19)}Z`;
    expect(plan.unchanged[0]?.next).toEqual({ what, atMs });
  });

  it("ask those that were not asked, while the wave before may still wait for sensors", () => {
    const declared = inWaves();
    const before = waveRow(declared, [0, 15], 2);
    const plan = planFor(declared, [before], { queue: [entryOf(before)] });
    expect(inShort(plan)).toEqual(["issue version run 1 (25)"]);
    expect(issueIn(plan)).toMatchObject({
      continues: true,
      part: { wave: { from: 15, to: 64 } },
      reach: { total: 49 },
      reason: "wave 2 of 3, up to 25 % of the sensors; 5.9 % were asked, and the soak is over",
    });
  });

  it("are over when everybody was asked", () => {
    const declared = inWaves();
    const plan = planFor(declared, [waveRow(declared, [0, 15], 90), waveRow(declared, [15, 256], 80)]);
    expect(inShort(plan)).toEqual(["unchanged task version (13)"]);
    expect(plan.unchanged[0]?.next).toBeUndefined();
  });

  it("reach every sensor once, whatever shares are written in between", () => {
    const shares = [[15, 64, 256], [10, 30, 100, 256], [200, 256], [20, 256], [256]];
    let ledger = ledgerOf({});
    const asked: string[] = [];
    for (let wave = 0; wave < 8; wave += 1) {
      const declared = inWaves({ waves: steps(...(shares[wave % shares.length] ?? [256])) });
      const at = nowMs + wave * 3 * hourMs;
      const plan = planOf({ tasks: [declared], ledger: present(ledger), sensors: everywhere, nowMs: at });
      for (const { request } of changesOf(plan, "issue")) asked.push(...matched(request.target));
      ledger = ledgerAfter(plan, ledger, at);
    }
    expect(asked.toSorted()).toEqual(everywhere.map(({ sid }) => sid));
  });

  it("keep a soak when edited shares end before what is done", () => {
    const declared = inWaves({ waves: [...steps(15), { buckets: 256, soakSeconds: 0 }] });
    const early = planFor(declared, [waveRow(declared, [0, 64], 1)]);
    expect(early.unchanged[0]?.next?.what).toContain(
      "wave 2 of 2, up to 100 % of the sensors, follows after",
    );
    expect(inShort(planFor(declared, [waveRow(declared, [0, 64], 2)]))).toEqual(["issue version run 1 (25)"]);
    const atOnce = inWaves({ waves: [{ buckets: 256, soakSeconds: 0 }] });
    expect(inShort(planFor(atOnce, [waveRow(atOnce, [0, 64], 0)]))).toEqual(["issue version run 1 (25)"]);
  });

  it("say whom all of them reach, with each", () => {
    const declared = inWaves();
    const first = planOf({ tasks: [declared], sensors: everywhere });
    const second = planFor(declared, [waveRow(declared, [0, 15], 2)]);
    for (const plan of [first, second]) expect(issueIn(plan)?.runReach).toMatchObject({ total: 256 });
    expect(issueIn(planOf({ tasks: [task("version")], sensors: everywhere }))?.runReach).toBeUndefined();
  });

  it("cancel what waits of older runs by their number", () => {
    const before = issued(inWaves());
    const declared = inWaves({ run: 2 });
    const plan = planFor(declared, [before, waveRow(declared, [0, 15], 3)]);
    expect(inShort(plan)[0]).toMatch(/^cancel version run 1 .* \(24\)$/);
    expect(changesOf(plan, "cancel")[0]?.reason).toBe("superseded by run 2");
    expect(issueIn(plan)?.part).toEqual({ wave: { from: 15, to: 64 } });
  });

  it("do not go on from one that only the queue knows: which others were asked nobody does", () => {
    const declared = inWaves();
    const token = issueIn(planOf({ tasks: [declared], sensors: everywhere }))?.request.context ?? "";
    const plan = planOf({
      tasks: [declared],
      sensors: everywhere,
      queue: [entryOf(waveRow(declared, [0, 15], 3, { token }))],
    });
    expect(inShort(plan)).toEqual(["adopt version run 1 id-15 (5)"]);
    const ledger = ledgerAfter(plan, ledgerOf({}), nowMs);
    const after = planOf({
      tasks: [declared],
      ledger: present(ledger),
      sensors: everywhere,
      nowMs: nowMs + 30 * dayMs,
    });
    expect(after.changes).toEqual([]);
    expect(after.unchanged[0]?.next?.what).toContain("which part of it was found is not known");
  });

  it("skip those that would reach nobody", () => {
    const declared = inWaves();
    const sensors = everywhere.slice(100, 101);
    expect(issueIn(planOf({ tasks: [declared], sensors }))?.part).toEqual({ wave: { from: 0, to: 256 } });
    const next = issueIn(planFor(declared, [waveRow(declared, [0, 15], 3)], { sensors }));
    expect(next?.part).toEqual({ wave: { from: 15, to: 256 } });
  });

  it("wait for somebody to be there", () => {
    const declared = inWaves();
    const nobody = { sensors: everywhere.slice(0, 3) };
    const plan = planFor(declared, [waveRow(declared, [0, 15], 3)], nobody);
    expect(plan.unchanged[0]?.next?.what).toBe(
      "5.9 % were asked; of the rest none is there now, who comes is asked then",
    );
    expect(inShort(planOf({ tasks: [inWaves({ target: { tag: "none" } })], sensors: everywhere }))).toEqual([
      "unchanged task version (7)",
    ]);
  });

  it("take a number that nobody knows for somebody", () => {
    const { tags: _unread, ...untagged } = sensor("f04b30af-11f3-4a5c-a2a6-52b1d4ee2d52");
    const declared = inWaves({ target: { tag: "server" } });
    const plan = planFor(declared, [waveRow(declared, [0, 15], 3)], { sensors: [untagged] });
    expect(issueIn(plan)).toMatchObject({ part: { wave: { from: 15, to: 64 } }, runReach: { known: false } });
  });

  it("soak from the intent where nobody recorded the answer", () => {
    const declared = inWaves();
    const { issuedAtMs: _never, ...before } = waveRow(declared, [0, 15], 1.5);
    const atMs = nowMs + hourMs / 2;
    expect(planFor(declared, [before]).unchanged[0]?.next?.atMs).toBe(atMs);
  });

  it("leave nobody over where something of the run was issued to everybody", () => {
    const declared = inWaves();
    const whole = issued(declared, { token: "acme-version.r1.00000000" });
    const plan = planFor(declared, [whole, waveRow(declared, [0, 15], 3)]);
    expect(plan.changes).toEqual([]);
    expect(plan.unchanged[0]?.next).toBeUndefined();
  });

  it("wait until somebody knows what became of the one before", () => {
    const declared = inWaves();
    const { issuedAtMs: _never, ...before } = waveRow(declared, [0, 15], 90, {
      state: "unresolved",
      taskIds: [],
    });
    expect(inShort(planFor(declared, [before]))).toEqual(["held task version (10)"]);
  });

  it("begin anew with a higher run, and what waits of the old one is cancelled", () => {
    const before = inWaves();
    const runs = [waveRow(before, [0, 15], 5), waveRow(before, [15, 64], 3)];
    const plan = planFor(inWaves({ run: 2 }), runs);
    expect(inShort(plan)).toEqual([
      "cancel version run 1 id-15 (17)",
      "cancel version run 1 id-64 (17)",
      "issue version run 2 (17)",
    ]);
    expect(issueIn(plan)?.part).toEqual({ wave: { from: 0, to: 15 } });
  });

  it("are agreed to anew under other terms", () => {
    const declared = inWaves();
    const other = inWaves({ waves: steps(15, 128, 256) });
    const plan = planFor(other, [waveRow(declared, [0, 15], 3)]);
    expect(inShort(plan)).toEqual(["reschedule version (–)", "issue version run 1 (25)"]);
    expect(issueIn(plan)?.continues).toBeUndefined();
  });

  it("are compared with variables by what they ask of whom, not by their buckets", () => {
    const target = { selector: "plat == `windows`" };
    const declared = inWaves({ written: { command: "os_version", target } });
    const plan = planFor(declared, [waveRow(declared, [0, 15], 1)]);
    expect(plan.unchanged[0]?.reason).toBe("run 1 was issued, nothing is pending");
    const raised = issueIn(planFor({ ...declared, run: 2 }, [waveRow(declared, [0, 15], 1)]));
    expect(raised?.diff).toEqual([]);
  });
});

describe("a run in waves that does not go on", () => {
  const declared = inWaves();
  const first = waveRow(declared, [0, 15], 9);
  it.each<[string, Task, RunRow[], string]>([
    ["cancelled", declared, [{ ...first, state: "cancelled" }], "5.9 % were asked, then it was cancelled"],
    [
      "an earlier wave cancelled",
      declared,
      [{ ...first, state: "cancelled" }, waveRow(declared, [15, 64], 5)],
      "25 % were asked, then it was cancelled",
    ],
    [
      "removed in between",
      declared,
      [{ ...first, over: true }],
      "5.9 % were asked, then it was cancelled, its file was removed in between, a part reached too many sensors, or its ledger was made again",
    ],
    ["without waves now", task("version"), [first], "5.9 % were asked, and its file has no waves any more"],
    ["issued as a whole before", declared, [issued(declared)], "it was issued as a whole"],
    [
      "issued in periods before",
      declared,
      [issued(declared, { part: { period: { index: 0, atMs: nowMs - dayMs } } })],
      "it was issued in periods",
    ],
  ])("says so: %s", (_, file, runs, why) => {
    const plan = planFor(file, runs);
    expect(plan.changes).toEqual([]);
    expect(plan.unchanged[0]?.next?.what).toBe(
      `the run does not go on (${why}); a higher \`run\` begins anew`,
    );
  });

  it("stays as removed when its file is restored", () => {
    const plan = planFor(declared, [first], { rows: { version: row([first], buried) } });
    expect(inShort(plan)).toEqual(["remember version (13)", "unchanged task version (13)"]);
  });
});

describe("haltOn", () => {
  const haltOn = { failures: 5 };
  const declared = inWaves({ haltOn });
  const first = waveRow(declared, [0, 15], 3);

  const failed = (count: number) =>
    new Map([[first.token, { sids: everywhere.slice(0, count).map(({ sid }) => sid), unnamed: 0 }]]);

  it("lets the next wave follow by itself while fewer failed", () => {
    const plan = planFor(declared, [first], { failures: failed(4) });
    expect(inShort(plan)).toEqual(["issue version run 1 (25)"]);
    expect(issueIn(plan)).toMatchObject({ continues: true, part: { wave: { from: 15, to: 64 } } });
    expect(issueIn(plan)?.reason).toMatch(
      /5\.9 % were asked, 4 of 3 failed .*: host-00\S+, .*, and the soak is over$/,
    );
  });

  it("holds the next wave when as many failed, and names some", () => {
    const plan = planFor(declared, [first], { failures: failed(5) });
    expect(inShort(plan)).toEqual(["held task version (26)"]);
    expect(plan.held[0]?.reason).toContain("5 of 3 failed");
    expect(plan.held[0]?.reason).toContain(": host-00");
    const nameless = everywhere.map(({ hostname: _none, ...rest }) => rest);
    const unnamed = planFor(declared, [first], { failures: failed(5), sensors: nameless });
    expect(unnamed.held[0]?.reason).toContain(": 004b30af-");
  });

  it("goes on when a person confirmed that many", () => {
    const confirmed = inWaves({ haltOn: { ...haltOn, confirmed: { run: 1, buckets: 15 } } });
    const plan = planFor(confirmed, [first], { failures: failed(9) });
    expect(issueIn(plan)?.reason).toMatch(/, and the soak is over; a person confirmed it$/);
  });

  it("holds the next wave where nobody knows how many failed", () => {
    const plan = planFor(declared, [first]);
    expect(inShort(plan)).toEqual(["held task version (26)"]);
    expect(plan.held[0]?.reason).toContain("how many failed is not known (nobody looked for them)");
    expect(plan.held[0]?.decide[0]).toContain(
      "`haltOn: { failures: 5, confirmed: { run: 1, percent: 5.9 } }`",
    );
  });

  it("lets the soak pass first", () => {
    expect(inShort(planFor(declared, [waveRow(declared, [0, 15], 1)]))).toEqual([
      "unchanged task version (13)",
    ]);
  });

  it.each([
    ["the wave before", { run: 1, buckets: 15 }, "issue version run 1 (25)"],
    ["more", { run: 1, buckets: 200 }, "issue version run 1 (25)"],
    ["less", { run: 1, buckets: 14 }, "held task version (26)"],
    ["another run", { run: 2, buckets: 256 }, "held task version (26)"],
  ])("goes on when a person confirmed %s", (_, confirmed, then) => {
    const plan = planFor(inWaves({ haltOn: { ...haltOn, confirmed } }), [first]);
    expect(inShort(plan)).toContain(then);
    expect(issueIn(plan)?.continues).toBeUndefined();
  });

  it("taken out leaves the soak alone", () => {
    expect(inShort(planFor(inWaves(), [first]))).toEqual([
      "reschedule version (–)",
      "issue version run 1 (25)",
    ]);
  });

  it("records other terms while it holds", () => {
    const plan = planFor(inWaves({ haltOn: { failures: 9 } }), [first]);
    expect(inShort(plan)).toEqual(["reschedule version (–)", "held task version (26)"]);
  });
});

function matched(target: Target): string[] {
  const pattern = new RegExp(/sid matches `(.*)`/.exec(targetSelector(target))?.[1] ?? "");
  return everywhere.map(({ sid }) => sid).filter((sid) => pattern.test(sid));
}
