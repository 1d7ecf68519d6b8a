import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decideRepeat,
  type Mishap,
  patience,
  type RepeatQuestion,
  rateLimitWaitMs,
  type RequestKind,
  safetyOf,
} from "../../../src/adapters/limacharlie/repeat.js";

const extension = (action?: string): RequestKind => ({
  method: "POST",
  path: ["extension", "request", "ext-reliable-tasking"],
  action,
});
const read: RequestKind = { method: "GET", path: ["sensors", "o"] };
const write: RequestKind = { method: "POST", path: ["hive", "dr-general", "o", "k", "data"] };
const task = extension("task");

const ask = (request: RequestKind, mishap: Mishap, more: Partial<RepeatQuestion> = {}) =>
  decideRepeat({ request, mishap, attempt: 1, waitedMs: 0, refreshed: false, jitter: 0, ...more });
const answered = (kind: Extract<Mishap, { what: "answer" }>["kind"], waitMs?: number): Mishap => ({
  what: "answer",
  kind,
  waitMs,
});
const lost: Mishap = { what: "lost" };
const timedOut: Mishap = { what: "timed-out" };
const notConnected: Mishap = { what: "not-connected" };
const giveUp = { next: "give-up" };

describe("how safe a second request is", () => {
  it.each([
    [read, "harmless"],
    [{ method: "POST", path: ["jwt"] }, "harmless"],
    [{ method: "POST", path: ["online", "o"] }, "harmless"],
    [extension("list"), "harmless"],
    [extension("untask"), "harmless"],
    [task, "once"],
    [extension(), "once"],
    [extension("signal_attempt"), "once"],
    [write, "write"],
    [{ method: "DELETE", path: ["hive", "dr-general", "o", "k"] }, "write"],
    [{ method: "POST", path: ["orgs", "o", "subscription", "extension", "e"] }, "write"],
  ] as const)("%j is %s", (request, safety) => {
    expect(safetyOf(request)).toBe(safety);
  });
});

describe("repeating", () => {
  it("never happens for a task request, whatever became of it", () => {
    const mishaps = fc.oneof(
      fc.constant(notConnected),
      fc.constant(lost),
      fc.constant(timedOut),
      fc.record({
        what: fc.constant("answer" as const),
        kind: fc.constantFrom("unauthorized", "rate-limited", "server", "timeout", "unreadable", "invalid"),
        waitMs: fc.option(fc.double(), { nil: undefined }),
      }),
    );
    fc.assert(
      fc.property(mishaps, fc.nat(10), fc.boolean(), (mishap, attempt, refreshed) => {
        expect(ask(task, mishap as Mishap, { attempt, refreshed })).toEqual(giveUp);
      }),
    );
  });

  it("happens for a read after a lost answer and for a write only when nothing was sent", () => {
    expect(ask(read, lost)).toEqual({ next: "wait", waitMs: 500 });
    expect(ask(write, lost)).toEqual(giveUp);
    expect(ask(write, notConnected)).toEqual({ next: "wait", waitMs: 500 });
  });

  it("happens once after a time-out, and never for a write: who does not answer was waited for already", () => {
    expect(ask(read, timedOut)).toEqual({ next: "wait", waitMs: 500 });
    expect(ask(read, timedOut, { attempt: 2 })).toEqual({
      next: "give-up",
      why: "given up after 2 attempts",
    });
    expect(ask(write, timedOut)).toEqual(giveUp);
  });

  it.each(["server", "timeout"] as const)(
    "happens for a read, not for a write, after a %s answer",
    (kind) => {
      expect(ask(read, answered(kind))).toEqual({ next: "wait", waitMs: 500 });
      expect(ask(write, answered(kind))).toEqual(giveUp);
    },
  );

  it("fetches a fresh token once", () => {
    expect(ask(write, answered("unauthorized"))).toEqual({ next: "fresh-token" });
    expect(ask(write, answered("unauthorized"), { refreshed: true })).toEqual(giveUp);
  });

  it.each(["permission", "not-found", "etag-mismatch", "not-subscribed", "invalid", "unreadable"] as const)(
    "is no use after %s",
    (kind) => {
      expect(ask(read, answered(kind))).toEqual(giveUp);
    },
  );

  it("waits one whole period of the rate limit, for writes too", () => {
    expect(ask(read, answered("rate-limited", 7000))).toEqual({ next: "wait", waitMs: 7000 });
    expect(ask(write, answered("rate-limited", 7000))).toEqual({ next: "wait", waitMs: 7000 });
    expect(rateLimitWaitMs(undefined)).toBe(60_000);
    expect(rateLimitWaitMs(0)).toBe(1000);
  });

  it("gives up with a reason when the period is longer than we wait in all", () => {
    expect(ask(read, answered("rate-limited", 3_600_000))).toEqual({
      next: "give-up",
      why: "the next attempt would be in 3600 s, more than we wait (150 s in all)",
    });
    expect(ask(read, answered("rate-limited", 60_000), { waitedMs: 120_000 })).toMatchObject(giveUp);
  });

  it("backs off twice as long each time up to a limit, less up to half by chance", () => {
    const waits = [1, 2, 3, 4].map((attempt) => ask(read, lost, { attempt }));
    expect(waits).toEqual([500, 1000, 2000, 4000].map((waitMs) => ({ next: "wait", waitMs })));
    expect(ask(read, lost, { attempt: 2, jitter: 0.5 })).toEqual({ next: "wait", waitMs: 750 });
  });

  it("ends after a number of attempts", () => {
    expect(ask(read, lost, { attempt: patience.attempts })).toEqual({
      next: "give-up",
      why: "given up after 5 attempts",
    });
  });

  it("always waits a bounded time in all", () => {
    const kinds = fc.constantFrom(lost, notConnected, answered("rate-limited", 20_000), answered("server"));
    fc.assert(
      fc.property(fc.array(kinds, { maxLength: 30 }), (mishaps) => {
        let waitedMs = 0;
        for (const [index, mishap] of mishaps.entries()) {
          const decision = ask(read, mishap, { attempt: index + 1, waitedMs });
          if (decision.next !== "wait") break;
          waitedMs += decision.waitMs;
        }
        expect(waitedMs).toBeLessThanOrEqual(patience.waitMs);
      }),
    );
  });
});
