import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Budget, openBudget, sharedBudgets } from "../../../src/adapters/limacharlie/budget.js";
import type { Attempt } from "../../../src/adapters/limacharlie/session.js";

const answer = (status: number, headers: { readonly [name: string]: string } = {}): Attempt => ({
  status,
  headers,
  excerpt: "",
});
const limited = (period: number, quota = 100): Attempt =>
  answer(429, { "x-ratelimit-quota": String(quota), "x-ratelimit-period": String(period) });

/** A budget whose time passes only when everybody waits. `random` decides the jitter. */
function pretend({ random = 0 }: { readonly random?: number } = {}) {
  let nowMs = 0;
  const sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];
  const options = {
    monotonicMs: () => nowMs,
    random: () => random,
    sleep: (ms: number) => new Promise<void>((wake) => void sleepers.push({ atMs: nowMs + ms, wake })),
  };
  const settle = (): Promise<void> => new Promise((done) => setImmediate(done));
  return {
    options,
    budget: openBudget(options),
    nowMs: () => nowMs,
    settle,
    /** Lets time pass up to there, waking who waits on the way. */
    until: async (endMs: number): Promise<void> => {
      for (await settle(); ; await settle()) {
        const [next] = sleepers.toSorted((a, b) => a.atMs - b.atMs);
        if (next === undefined || next.atMs > endMs) break;
        sleepers.splice(sleepers.indexOf(next), 1);
        nowMs = next.atMs;
        next.wake();
      }
      nowMs = endMs;
    },
  };
}

const why = "the rate limit of the credential lets nothing pass for longer than we wait (150 s in all)";

/** Asks for turns; notes when each came, or why it will not. */
function ask(budget: Budget, count: number, nowMs: () => number): (number | string)[] {
  const turns: (number | string)[] = [];
  for (let each = 0; each < count; each += 1) void budget.turn().then((why) => turns.push(why ?? nowMs()));
  return turns;
}

describe("the budget of a credential", () => {
  it("lets everything pass while nothing is known", async () => {
    const { budget, nowMs, settle } = pretend();
    const turns = ask(budget, 500, nowMs);
    await settle();
    expect(turns).toEqual(Array.from({ length: 500 }, () => 0));
  });

  it("makes all wait when one was told to, and then lets one at a time pass until one is accepted", async () => {
    const { budget, nowMs, until } = pretend();
    budget.learn(limited(60, 120));
    const turns = ask(budget, 5, nowMs);
    await until(59_999);
    expect(turns).toEqual([]);
    await until(61_000);
    expect(turns).toEqual([60_000, 60_500, 61_000]);
    budget.learn(answer(200));
    await until(61_500);
    expect(turns.slice(3)).toEqual([61_500, 61_500]);
  });

  it("waits again when another one is told to wait meanwhile", async () => {
    const { budget, nowMs, until } = pretend();
    budget.learn(limited(10));
    const turns = ask(budget, 1, nowMs);
    await until(5000);
    budget.learn(limited(10));
    await until(14_999);
    expect(turns).toEqual([]);
    await until(15_000);
    expect(turns).toEqual([15_000]);
  });

  it("adds jitter to a pause, a tenth of it and never more than five seconds", async () => {
    for (const [period, end] of [
      [10, 11_000],
      [120, 125_000],
    ] as const) {
      const { budget, nowMs, until } = pretend({ random: 1 });
      budget.learn(limited(period));
      const turns = ask(budget, 1, nowMs);
      await until(end);
      expect(turns).toEqual([end]);
    }
  });

  it("never sends more in a period than the service said, once it said so with any answer", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.nat(4000), { maxLength: 60 }),
        async (quota, gaps) => {
          const { budget, nowMs, until } = pretend();
          budget.learn(answer(200, { "x-ratelimit-quota": String(quota), "x-ratelimit-period": "10" }));
          const sent: number[] = [];
          for (const gap of gaps) {
            void budget.turn().then(() => sent.push(nowMs()));
            await until(nowMs() + gap);
          }
          await until(nowMs() + 1_000_000);
          expect(sent).toHaveLength(gaps.length);
          for (const from of sent)
            expect(sent.filter((at) => at >= from && at < from + 10_000).length).toBeLessThanOrEqual(quota);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("gives up for all when the service has asked to wait for more than 150 s and accepted nothing since", async () => {
    const { budget, nowMs, until } = pretend();
    for (const at of [0, 60_000, 120_000]) {
      await until(at);
      budget.learn(limited(60));
    }
    const turns = ask(budget, 3, nowMs);
    await until(120_001);
    expect(turns).toEqual([why, why, why]);
    budget.learn(answer(200));
    const later = ask(budget, 1, nowMs);
    await until(120_002);
    expect(later).toEqual([120_001]);
  });

  it.each([
    ["a pause", limited(3600)],
    ["a limit that is used up", answer(200, { "x-ratelimit-quota": "1", "x-ratelimit-period": "3600" })],
  ])("makes nobody wait longer than that, whatever asks for it: %s", async (_, result) => {
    const { budget, nowMs, settle } = pretend();
    await budget.turn();
    budget.learn(result);
    const turns = ask(budget, 2, nowMs);
    await settle();
    expect(turns).toEqual([why, why]);
  });

  it("takes no notice of what came to nothing, nor of a 429 that names no limit: that one waits alone", async () => {
    const { budget, nowMs, settle } = pretend();
    budget.learn({ what: "timeout", detail: "no answer within 30 s" });
    budget.learn(answer(429));
    const turns = ask(budget, 2, nowMs);
    await settle();
    expect(turns).toEqual([0, 0]);
  });
});

describe("shared budgets", () => {
  it("are one for each API key and user", () => {
    const budgetOf = sharedBudgets(pretend().options);
    expect(budgetOf({ apiKey: "k" })).toBe(budgetOf({ apiKey: " k ", uid: "" }));
    expect(budgetOf({ apiKey: "k", uid: "u" })).not.toBe(budgetOf({ apiKey: "k" }));
    expect(budgetOf({ apiKey: "k", uid: "u" })).not.toBe(budgetOf({ apiKey: "l", uid: "u" }));
  });
});
