import type { Agree, DecisionReport } from "../../core/model/decision.js";
import { type Ledger, latestRun, taskRow } from "../../core/model/ledger.js";
import { unresolvedRun, withClosed, withResolved } from "../../core/plan/record-decision.js";
import type { WritableOrganization } from "../../ports/organization.js";
import { observeLedger } from "../observe-ledger.js";
import { decideInLedger, type LedgerDecision } from "./in-ledger.js";
import { unknownName } from "./known-names.js";

export interface ResolveInput {
  readonly name: string;
  /** The names in the files. */
  readonly declared: readonly string[];
  readonly agree: Agree;
}

/** Row 10 by a person's word: closes the latest run of a task, whose answer nobody knows, as issued. Nothing is sent. */
export async function resolve(
  organization: WritableOrganization,
  input: ResolveInput,
): Promise<DecisionReport> {
  return decideInLedger(organization, await observeLedger(organization), {
    agree: input.agree,
    decide: (ledger) => resolution(ledger, input),
  });
}

function resolution(ledger: Ledger, { name, declared }: ResolveInput): LedgerDecision {
  const row = taskRow(ledger, name);
  if (row === undefined) return unknownName(name, declared, ledger);
  const run = unresolvedRun(row);
  if (run === undefined && row.unknown !== undefined && !row.unknown.closed)
    return closing(ledger, name, row.unknown.run);
  if (run === undefined) {
    const latest = latestRun(row);
    const state = latest === undefined ? "it has no run" : `run ${latest.run} is ${latest.state}`;
    return { result: "nothing", message: `nothing to resolve for ${name}: ${state}` };
  }
  return {
    steps: [
      `close run ${run.run} of ${name} (about to be sent ${new Date(run.intentAtMs).toISOString()}) as issued; nothing is sent`,
      `its number stays used up: to run it (again), \`lctasks rerun ${name}\` raises \`run\` to ${row.highest + 1}`,
    ],
    ledger: { ...ledger, ...withResolved(ledger, name, run) },
    message: `run ${run.run} of ${name} is closed as issued; a higher \`run\` runs it again`,
  };
}

/** Row 23 by a person's word: what a lost ledger may have known counts as over. */
function closing(ledger: Ledger, name: string, run: number): LedgerDecision {
  return {
    steps: [
      `close the runs of ${name} up to ${run}, of which the lost ledger may have known: nothing is sent, and none of them is ever issued`,
    ],
    ledger: { ...ledger, ...withClosed(ledger, name) },
    message: `runs of ${name} up to ${run} are closed; a higher \`run\` runs it`,
  };
}
