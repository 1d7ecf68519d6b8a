import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change, IssueChange } from "../../../src/core/model/change.js";
import type { Ledger } from "../../../src/core/model/ledger.js";
import type { QueueEntry } from "../../../src/core/model/queue.js";
import type { Task } from "../../../src/core/model/task.js";
import { type LedgerMembers, withIntent, withIssued } from "../../../src/core/plan/record.js";
import { dayMs, ledgerOf, nowMs, planOf, present } from "./builders.js";
import { ledgerAfter } from "./effects.js";
import { names, taskNamed } from "./organizations.js";

/**
 * What becomes of a request. `lost`: it was accepted and its answer was not read. `unsent`: the apply ended between intent and
 * request. `refused`: provably not accepted, so the intent is taken back.
 */
const fates = ["answered", "answered", "lost", "unsent", "refused", "repeated"] as const;
type Fate = (typeof fates)[number];

type Step =
  | {
      readonly kind: "apply";
      readonly files: readonly Task[];
      readonly fates: readonly Fate[];
      readonly until: number;
    }
  | { readonly kind: "deliver"; readonly every: number }
  | { readonly kind: "wait"; readonly days: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("apply" as const),
        files: fc
          .tuple(...names.map((name) => fc.option(taskNamed(name), { nil: undefined })))
          .map((tasks) => tasks.filter((task) => task !== undefined)),
        fates: fc.array(fc.constantFrom(...fates), { minLength: 4, maxLength: 4 }),
        until: fc.constantFrom(99, 99, 99, 1, 2, 3),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("deliver" as const), every: fc.integer({ min: 1, max: 3 }) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("wait" as const), days: fc.constantFrom(1, 8) }) },
  ),
  { minLength: 2, maxLength: 9 },
);

/** An organization that remembers every request it ever got. */
class Organization {
  readonly requests: IssueChange[] = [];
  #ledger: Ledger = ledgerOf({});
  #queue: QueueEntry[] = [{ taskId: "theirs", command: "os_version", context: "exact-a", sids: ["sid-1"] }];
  #nowMs = nowMs;
  #lastId = 0;

  take(step: Step): void {
    if (step.kind === "wait") this.#nowMs += step.days * dayMs;
    else if (step.kind === "deliver")
      this.#queue = this.#queue.filter((_, index) => index % step.every !== 0);
    else this.#apply(step);
  }

  /** Does what a plan says, change by change, until the apply dies. */
  #apply({ files, fates: next, until }: Extract<Step, { kind: "apply" }>): void {
    const plan = planOf({
      tasks: files,
      ledger: present(this.#ledger),
      queue: this.#queue,
      nowMs: this.#nowMs,
    });
    const pending = [...next];
    for (const change of plan.changes.slice(0, until)) {
      if (change.verb === "cancel")
        this.#queue = this.#queue.filter(({ taskId }) => taskId !== change.taskId);
      if (change.verb !== "issue") this.#record(change);
      else if (!this.#issue(change, pending.pop() ?? "answered")) return;
    }
  }

  /** Returns whether the apply goes on. */
  #issue(change: IssueChange, fate: Fate): boolean {
    if (fate === "refused") return true;
    const intended: LedgerMembers = withIntent(this.#ledger, change, { nowMs: this.#nowMs });
    this.#ledger = { ...this.#ledger, ...intended };
    if (fate === "unsent") return false;
    this.requests.push(change);
    const ids = fate === "repeated" ? [this.#newId(), this.#newId()] : [this.#newId()];
    this.#queue = [...this.#queue, ...ids.map((taskId) => queued(change, taskId, this.#nowMs))];
    if (fate === "lost") return false;
    const answer = { taskId: ids[0] ?? "", nowMs: this.#nowMs };
    this.#ledger = { ...this.#ledger, ...withIssued(this.#ledger, change, answer) };
    return true;
  }

  #record(change: Change): void {
    const plan = { ...planOf({}), changes: [change] };
    this.#ledger = ledgerAfter(plan, this.#ledger, this.#nowMs);
  }

  get queue(): readonly QueueEntry[] {
    return this.#queue;
  }

  #newId(): string {
    this.#lastId += 1;
    return `id-${this.#lastId}`;
  }
}

const queued = ({ request }: IssueChange, taskId: string, now: number): QueueEntry => ({
  taskId,
  command: request.command,
  context: request.context,
  expiresAtMs: now + request.ttlSeconds * 1000,
  sids: ["sid-1", "sid-2"],
});

const repeated = (texts: readonly string[]): string[] =>
  texts.filter((text, index) => texts.indexOf(text) !== index);

describe("any history of edits, removals, renames, crashes and repetitions", () => {
  it("requests no run of a task twice, and no token twice", () => {
    fc.assert(
      fc.property(steps, (history) => {
        const organization = new Organization();
        for (const step of history) organization.take(step);
        const { requests } = organization;
        expect(repeated(requests.map(({ task, run }) => `${task} run ${run}`))).toEqual([]);
        const unique = requests.filter(({ exactContext }) => !exactContext);
        expect(repeated(unique.map(({ request }) => request.context))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("cancels nothing that somebody else queued", () => {
    const applies = steps.map((history) => history.filter(({ kind }) => kind !== "deliver"));
    fc.assert(
      fc.property(applies, (history) => {
        const organization = new Organization();
        for (const step of history) organization.take(step);
        expect(organization.queue.map(({ taskId }) => taskId)).toContain("theirs");
      }),
      { numRuns: 100 },
    );
  });
});
