import { describe, expect, it } from "vitest";
import type { RunObservation } from "../../../src/core/model/run-observation.js";
import { countsOf } from "../../../src/core/status/counts.js";
import { appended, observationOf, withObservations } from "../../../src/core/status/observed.js";
import { runStatus } from "../../../src/core/status/run-status.js";
import { row } from "../plan/builders.js";
import { fleetOf, hourMs, type Look, runOf, seen, startMs } from "./builders.js";

const all = (run: ReturnType<typeof runOf>, look: Look) => countsOf(run, seen(run, look));
const stage = (run: ReturnType<typeof runOf>, look: Look) => runStatus(run, seen(run, look)).stage;
/** Everybody was connected since the run was issued. */
const connected = fleetOf({ alive: startMs / 1000 + 60 });
const look: RunObservation = { atMs: startMs + hourMs, pending: 3, delivered: 3 };

describe("before its end", () => {
  it("who is not pending any more has confirmed", () => {
    expect(all(runOf(), { atHours: 1, waiting: ["s1", "s2"], sensors: connected })).toEqual({
      targeted: 6,
      delivered: 4,
      pending: 2,
      notTaskable: 0,
      unknown: 0,
    });
    expect(stage(runOf(), { atHours: 1, waiting: ["s1"], sensors: connected })).toBe("pending");
  });

  it("a run that left the queue is delivered when everybody was connected", () => {
    const away = { atHours: 1, waiting: [], sensors: connected };
    expect(all(runOf(), away)).toMatchObject({ delivered: 6, pending: 0, unknown: 0 });
    expect(stage(runOf(), away)).toBe("delivered");
  });

  it("what was just issued may not be listed yet: nothing is known", () => {
    const soon = { atHours: 0.001, waiting: [], sensors: connected };
    expect(all(runOf(), soon)).toEqual({ targeted: 6, notTaskable: 0, unknown: 6 });
    expect(stage(runOf(), soon)).toBe("left");
  });

  it("adapters in the queue, and sensors that were neither sent to nor queued for, cannot be told", () => {
    const sensors = [...connected.slice(1), { sid: "s1", plat: "windows", arch: "usp_adapter" }];
    const run = runOf({ counts: { total: 6, tasked: 2, queued: 3 } });
    expect(all(run, { atHours: 1, waiting: ["s1", "s2"], sensors })).toEqual({
      targeted: 6,
      delivered: 3,
      pending: 1,
      notTaskable: 2,
      unknown: 0,
    });
  });

  it.each(["unreadable", "somewhere"] as const)(
    "a queue that is %s leaves it as last observed",
    (waiting) => {
      expect(all(runOf({ observed: [look] }), { atHours: 2, waiting })).toEqual({
        targeted: 6,
        delivered: 3,
        pending: 3,
        notTaskable: 0,
        unknown: 0,
        asOfMs: look.atMs,
      });
      expect(all(runOf(), { atHours: 2, waiting })).toEqual({ targeted: 6, notTaskable: 0, unknown: 6 });
      expect(stage(runOf(), { atHours: 2, waiting })).toBe(waiting === "somewhere" ? "pending" : "unseen");
    },
  );

  it("more pending than was known to be delivered makes the delivered unknown, not fewer", () => {
    const run = runOf({ observed: [{ ...look, delivered: 5, pending: 1 }] });
    expect(all(run, { atHours: 2, waiting: ["s1", "s2", "s3"] })).toEqual({
      targeted: 6,
      pending: 3,
      notTaskable: 0,
      unknown: 3,
    });
  });

  it("more pending than was ever targeted makes the target unknown", () => {
    const run = runOf({ counts: { total: 1, tasked: 0, queued: 1 } });
    expect(all(run, { atHours: 1, waiting: ["s1", "s2"] })).toEqual({ pending: 2 });
  });

  it("of what somebody else made only the queue is known", () => {
    const run = runOf({ foreign: "keep" });
    expect(all(run, { atHours: 1, waiting: ["s1"] })).toEqual({ pending: 1 });
    expect(runStatus(run, seen(run, { atHours: 1, waiting: [] }))).toMatchObject({
      coverage: "unknown",
      stage: "left",
      counts: { pending: 0 },
    });
  });
});

describe("around and after its end", () => {
  it("absence is no evidence while the end is near", () => {
    const near = { atHours: 24, waiting: [], sensors: connected };
    expect(all(runOf({ observed: [look] }), near)).toMatchObject({ delivered: 3, pending: 0, unknown: 3 });
    expect(stage(runOf(), near)).toBe("left");
  });

  it("what waited at the last look has expired; what nobody looked at is unknown", () => {
    expect(all(runOf({ observed: [look] }), { atHours: 25, waiting: [] })).toEqual({
      targeted: 6,
      delivered: 3,
      pending: 0,
      expired: 3,
      notTaskable: 0,
      unknown: 0,
      asOfMs: look.atMs,
    });
    expect(all(runOf(), { atHours: 25, waiting: [] })).toEqual({
      targeted: 6,
      pending: 0,
      notTaskable: 0,
      unknown: 6,
    });
    expect(stage(runOf(), { atHours: 25, waiting: "unreadable" })).toBe("ended");
  });

  it("what is still listed is still pending", () => {
    expect(all(runOf({ observed: [look] }), { atHours: 25, waiting: ["s1"] })).toMatchObject({
      delivered: 3,
      pending: 1,
      unknown: 2,
    });
  });

  it("of a run that we cancelled only what was delivered before is known", () => {
    const run = runOf({ state: "cancelled", cancelledAtMs: startMs + 2 * hourMs, observed: [look] });
    expect(all(run, { atHours: 3, waiting: [], sensors: connected })).toMatchObject({
      delivered: 3,
      unknown: 3,
    });
    expect(runStatus(run, seen(run, { atHours: 3, waiting: [] }))).toMatchObject({
      stage: "cancelled",
      cancelledAtMs: startMs + 2 * hourMs,
    });
  });
});

describe("a sensor that left the queue without a connection", () => {
  const offline = ["s3", "s4", "s5", "s6"];
  const watched = runOf({ observed: [{ ...look, delivered: 2, pending: 4, waiting: offline }] });

  it("was probably cancelled, and is not counted as delivered", () => {
    const gone = { atHours: 2, waiting: ["s3"] };
    expect(runStatus(watched, seen(watched, gone))).toMatchObject({
      stage: "probably-cancelled",
      lost: 3,
      counts: { delivered: 2, pending: 1, unknown: 3 },
    });
  });

  it.each([
    ["it is online", { online: offline }],
    [
      "it was connected since",
      { sensors: connected.map((each) => ({ ...each, alive: startMs / 1000 + 3600 })) },
    ],
    ["nobody tells when it was connected", { sensors: fleetOf().map(({ alive: _alive, ...rest }) => rest) }],
    ["it is not enrolled any more", { sensors: fleetOf().slice(0, 2) }],
    ["the sensors were not listed", { unlisted: "not asked for" }],
  ])("is not missed when %s", (_why, more) => {
    const away = { atHours: 2, waiting: [], ...more };
    expect(runStatus(watched, seen(watched, away))).not.toHaveProperty("lost");
  });

  it("is missed without an earlier look as well, as far as the service's own numbers show it", () => {
    const lost = (members: Parameters<typeof runOf>[0], more: Partial<Look> = {}) => {
      const run = runOf(members);
      return runStatus(run, seen(run, { atHours: 1, waiting: [], ...more })).lost ?? 0;
    };
    expect(lost({})).toBe(4);
    expect(lost({ counts: { total: 6, tasked: 5, queued: 1 } })).toBe(1);
    expect(lost({ counts: { total: 6, tasked: 6, queued: 0 } })).toBe(0);
    expect(lost({}, { waiting: offline })).toBe(0);
    expect(lost({}, { reached: ["s1"] })).toBe(0);
    expect(lost({}, { sensors: fleetOf({ enroll: startMs / 1000 + 60 }) })).toBe(0);
    expect(lost({ foreign: "own" })).toBe(0);
  });

  it("stays lost when a look recorded it", () => {
    const next = observationOf(watched, seen(watched, { atHours: 2, waiting: [] }));
    expect(next).toEqual({ atMs: startMs + 2 * hourMs, pending: 0, delivered: 2, lost: 4, waiting: [] });
    const run = { ...watched, observed: appended(watched.observed ?? [], next ?? look) };
    expect(runStatus(run, seen(run, { atHours: 3, waiting: [], sensors: connected }))).toMatchObject({
      stage: "probably-cancelled",
      lost: 4,
    });
    expect(runStatus(run, seen(run, { atHours: 25, waiting: [] }))).not.toHaveProperty("lost");
  });
});

describe("what is kept of looks", () => {
  it("is the first, each change, and the last; a look that says the same moves the last", () => {
    const at = (hour: number, pending: number): RunObservation => ({
      atMs: startMs + hour * hourMs,
      pending,
    });
    const list = [at(1, 4), at(2, 4), at(3, 4), at(4, 2), at(5, 2)].reduce(
      appended,
      [] as readonly RunObservation[],
    );
    expect(list).toEqual([at(1, 4), at(3, 4), at(4, 2), at(5, 2)]);
  });

  it("keeps what is known to be delivered through a look whose numbers do not add up", () => {
    const run = runOf({ observed: [{ ...look, delivered: 5, pending: 1 }] });
    const next = observationOf(run, seen(run, { atHours: 2, waiting: ["s1", "s2", "s3"] }));
    expect(next).toMatchObject({ delivered: 5, pending: 3 });
  });

  it("is news only when a number is new, and nothing for runs that are not open", () => {
    const tasks = { version: row([runOf()]) };
    const see = (atHours: number) => (run: ReturnType<typeof runOf>) =>
      seen(run, { atHours, waiting: ["s3", "s4"], sensors: connected });
    const first = withObservations(tasks, see(1));
    expect(first).toMatchObject({ news: true });
    expect(withObservations(first.tasks, see(2))).toMatchObject({ news: false });
    expect(withObservations(first.tasks, see(1)).tasks).toEqual(first.tasks);
    const ended = withObservations(withObservations(first.tasks, see(2)).tasks, see(30));
    expect(ended.news).toBe(false);
    expect(ended.tasks["version"]?.runs[0]?.observed).toEqual([
      { atMs: startMs + 2 * hourMs, pending: 2, delivered: 4 },
    ]);
    expect(withObservations(tasks, () => undefined)).toEqual({ tasks, news: false });
  });

  it("names those that are offline, the longest away first, ten at most", () => {
    const run = runOf({ counts: { total: 12, tasked: 0, queued: 12 } });
    const many = Array.from({ length: 12 }, (_, index) => `m${String(index).padStart(2, "0")}`);
    const sensors = many.map((sid, index) => ({ sid, plat: "windows", alive: index === 11 ? 1 : 100 }));
    const { waiting } =
      observationOf(run, seen(run, { atHours: 1, waiting: many, sensors, online: ["m00"] })) ?? {};
    expect(waiting).toEqual(["m11", ...many.slice(1, 10)]);
  });
});
