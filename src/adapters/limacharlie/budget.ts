import { rateLimitOf } from "./rate-limit.js";
import { patience } from "./repeat.js";
import type { Attempt } from "./session.js";

/**
 * What the requests of one credential share, whatever organizations they go to: the service counts them together (reference: API, 2.4).
 * When one of them is told to wait, all wait; and once the limit is known, no more are sent than it allows.
 */
export interface Budget {
  /**
   * Resolves when the next request may be sent. When the service asks for more patience than we have, that is at once, with why: nothing
   * new should be begun then, and what is under way (an intent to withdraw, a lease to give back) finds out for itself.
   */
  readonly turn: () => Promise<string | undefined>;
  /** Learns from what came of a request. */
  readonly learn: (result: Attempt) => void;
}

/** What a budget needs of the outside. */
export interface BudgetOptions {
  /** Milliseconds that never jump. */
  readonly monotonicMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** For one request alone, which waits for itself only. */
export const unlimited: Budget = { turn: async () => undefined, learn: () => {} };

/** Requests follow each other at this distance in milliseconds after a pause, until one is accepted, where the limit is not known. */
const carefulStepMs = 250;
/** Programs on several machines must not all come back at the same instant: up to so much is added to a pause, as a part of it and in milliseconds. */
const spread = { part: 0.1, mostMs: 5000 };

/** Times of requests that are remembered, at least: a limit beyond that is none that we could reach. */
const mostRemembered = 10_000;

const tooLong = `the rate limit of the credential lets nothing pass for longer than we wait (${patience.waitMs / 1000} s in all)`;

/** A budget of which nothing is known yet. */
export function openBudget({ monotonicMs, sleep, random }: BudgetOptions): Budget {
  let limit: { readonly requests: number; readonly periodMs: number } | undefined;
  /** When the latest requests were sent. */
  const sent: number[] = [];
  let closedUntilMs = Number.NEGATIVE_INFINITY;
  /** What the service told us to wait since it last accepted a request, in milliseconds. */
  let toldToWaitMs = 0;
  let careful = false;
  let line: Promise<unknown> = Promise.resolve();

  /** When the next request may be sent. */
  const dueMs = (): number => {
    const { requests, periodMs } = limit ?? { requests: Number.POSITIVE_INFINITY, periodMs: 0 };
    const [oldest = Number.NEGATIVE_INFINITY, last = Number.NEGATIVE_INFINITY] = [
      sent.at(-requests),
      sent.at(-1),
    ];
    const stepMs = limit === undefined ? carefulStepMs : periodMs / requests;
    return Math.max(closedUntilMs, oldest + periodMs, careful ? last + stepMs : Number.NEGATIVE_INFINITY);
  };
  const wait = async (): Promise<string | undefined> => {
    for (let heard: number | undefined; heard !== closedUntilMs; ) {
      heard = closedUntilMs;
      const leftMs = dueMs() - monotonicMs();
      if (leftMs > 0 && Math.max(leftMs, toldToWaitMs) > patience.waitMs) return tooLong;
      if (leftMs > 0) await sleep(leftMs);
    }
    sent.push(monotonicMs());
    if (sent.length > 2 * mostRemembered) sent.splice(0, mostRemembered);
    return undefined;
  };
  return {
    turn: () => {
      const mine = line.then(wait);
      line = mine;
      return mine;
    },
    learn: (result) => {
      if ("what" in result) return;
      const { requests, periodMs, waitMs } = rateLimitOf(result);
      if (requests !== undefined) limit = { requests, periodMs };
      if (result.status !== 429) {
        if (toldToWaitMs > patience.waitMs) closedUntilMs = Number.NEGATIVE_INFINITY;
        toldToWaitMs = 0;
        careful = false;
      } else if (waitMs !== undefined) {
        const nowMs = monotonicMs();
        const untilMs = nowMs + waitMs + random() * Math.min(waitMs * spread.part, spread.mostMs);
        toldToWaitMs += Math.max(0, untilMs - Math.max(closedUntilMs, nowMs));
        closedUntilMs = Math.max(closedUntilMs, untilMs);
        careful = true;
      }
    },
  };
}

/** Whose requests the service counts together. */
export interface Credential {
  readonly apiKey: string;
  readonly uid?: string | undefined;
}

/** One budget for each credential. */
export function sharedBudgets(options: BudgetOptions): (credential: Credential) => Budget {
  const budgets = new Map<string, Budget>();
  return ({ apiKey, uid = "" }) => {
    const key = JSON.stringify([apiKey.trim(), uid.trim()]);
    const budget = budgets.get(key) ?? openBudget(options);
    budgets.set(key, budget);
    return budget;
  };
}
