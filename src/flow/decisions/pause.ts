import { type Agree, type DecisionReport, decided } from "../../core/model/decision.js";
import { type Ledger, type Pause, taskRow } from "../../core/model/ledger.js";
import { howTo } from "../../core/plan/how-to.js";
import { pausesOf } from "../../core/plan/compare.js";
import { withoutPause, withoutTaskPause, withTaskPause } from "../../core/plan/record-decision.js";
import type { WritableOrganization } from "../../ports/organization.js";
import { liveLease } from "../apply/lease.js";
import { disagreement } from "./agreement.js";
import { observeLedger } from "../observe-ledger.js";
import { decideInLedger, type LedgerDecision } from "./in-ledger.js";
import { unknownName } from "./known-names.js";
import { latch } from "./latch.js";
import { untold, usable } from "./usable-ledger.js";

export interface PauseInput {
  /** The tasks that are meant; undefined: the whole organization. */
  readonly names?: readonly string[];
  /** All names in the files, and those meant for this organization. */
  readonly declared: readonly string[];
  readonly meant: readonly string[];
  readonly agree: Agree;
}

/** Pauses tasks, or the whole organization: nothing is issued and nothing cancelled until somebody resumes. */
export async function pause(organization: WritableOrganization, input: PauseInput): Promise<DecisionReport> {
  const { names } = input;
  if (names === undefined) return pauseAll(organization, input.agree);
  return decideInLedger(organization, await observeLedger(organization), {
    agree: input.agree,
    decide: (ledger) => pausing(ledger, { ...input, names }, organization),
  });
}

/** Also while an apply is under way: it stops when it next writes the ledger. */
async function pauseAll(organization: WritableOrganization, agree: Agree): Promise<DecisionReport> {
  const { alias } = organization;
  const read = usable(await observeLedger(organization), organization, { toStop: true });
  if (!("state" in read)) return read;
  if (read.ledger.paused !== undefined)
    return decided(alias, "nothing", `everything is ${said(read.ledger.paused)} already`);
  const lease = liveLease(read.ledger, organization);
  const steps = [
    `pause everything: nothing is issued or cancelled until ${howTo(alias, "resume", "--all")}; what is queued stays queued`,
    ...(lease === undefined ? [] : [`${lease}: it stops when it next writes the ledger`]),
  ];
  const refusal = await disagreement(alias, steps, agree);
  if (refusal !== undefined) return refusal;
  const latched = await latch(organization, "pause");
  if ("failed" in latched) return decided(alias, "failed", `not paused: ${latched.failed}`, { steps });
  return decided(alias, "done", "everything is paused", { steps, left: await untold(organization, latched) });
}

function pausing(
  ledger: Ledger,
  { names, declared, meant }: PauseInput & { readonly names: readonly string[] },
  { alias, clock, operator }: WritableOrganization,
): LedgerDecision {
  const unknown = names.find((name) => !declared.includes(name) && taskRow(ledger, name) === undefined);
  if (unknown !== undefined) return unknownName(unknown, declared, ledger);
  const here = names.filter((name) => meant.includes(name) || taskRow(ledger, name) !== undefined);
  const fresh = here.filter((name) => taskRow(ledger, name)?.paused === undefined);
  if (fresh.length === 0) {
    const why = here.length === 0 ? "not meant for this organization" : "paused already";
    return { result: "nothing", message: `${names.join(", ")}: ${why}` };
  }
  const word: Pause = { why: "pause", by: operator.owner, atMs: clock.nowMs() };
  return {
    steps: fresh.map(
      (name) =>
        `pause ${name}: nothing is issued or cancelled for it until ${howTo(alias, "resume", name)}; what is queued stays queued`,
    ),
    ledger: fresh.reduce((before, name) => withTaskPause(before, name, word), ledger),
    message: `paused: ${fresh.join(", ")}`,
  };
}

/** Ends the pause of tasks, or of the whole organization. The next apply decides about them again. */
export async function resume(organization: WritableOrganization, input: PauseInput): Promise<DecisionReport> {
  const { names } = input;
  return decideInLedger(organization, await observeLedger(organization), {
    agree: input.agree,
    decide: (ledger) =>
      names === undefined
        ? resumingAll(ledger, organization)
        : resuming(ledger, { ...input, names }, organization),
  });
}

function resumingAll(ledger: Ledger, { alias }: WritableOrganization): LedgerDecision {
  const { paused } = ledger;
  const some = [...pausesOf(ledger).keys()];
  const still =
    some.length === 0 ? "" : `; still paused by name: ${howTo(alias, "resume", ...some)} resumes them`;
  if (paused === undefined) return { result: "nothing", message: `the organization is not paused${still}` };
  return {
    steps: [`resume everything, ${said(paused)}: the next apply decides about every task again${still}`],
    ledger: withoutPause(ledger),
    message: `nothing is paused as a whole any more${still}`,
  };
}

function resuming(
  ledger: Ledger,
  { names, declared }: PauseInput & { readonly names: readonly string[] },
  { alias }: WritableOrganization,
): LedgerDecision {
  const unknown = names.find((name) => !declared.includes(name) && taskRow(ledger, name) === undefined);
  if (unknown !== undefined) return unknownName(unknown, declared, ledger);
  const pauses = pausesOf(ledger);
  const held = names.filter((name) => pauses.has(name));
  const whole =
    ledger.paused === undefined ? "" : `; everything is paused: ${howTo(alias, "resume", "--all")}`;
  if (held.length === 0)
    return { result: "nothing", message: `not paused by name: ${names.join(", ")}${whole}` };
  return {
    steps: held.map((name) => `resume ${name}: the next apply decides about it again${whole}`),
    ledger: held.reduce(withoutTaskPause, ledger),
    message: `resumed: ${held.join(", ")}${whole}`,
  };
}

const said = ({ why, by, atMs }: Pause): string =>
  `${why === "pause" ? "paused" : "cancelled and paused"} since ${new Date(atMs).toISOString()} by ${by}`;
