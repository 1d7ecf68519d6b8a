import { type Ledger, taskRow } from "../../core/model/ledger.js";
import { nearestName } from "../../core/model/nearest.js";
import type { LedgerDecision } from "./in-ledger.js";

type Refusal = Extract<LedgerDecision, { result: string }>;

/** True for a name that the files or the ledger have. */
export const isKnown = (name: string, declared: readonly string[], ledger: Pick<Ledger, "tasks">): boolean =>
  declared.includes(name) || taskRow(ledger, name) !== undefined;

/** What to say of a name that the ledger does not have: nothing to do for one that is declared, else a slip. */
export function unknownName(
  name: string,
  declared: readonly string[],
  ledger: Pick<Ledger, "tasks">,
): Refusal {
  if (declared.includes(name))
    return { result: "nothing", message: `nothing was ever recorded of ${name} here` };
  const near = nearestName(name, [...declared, ...Object.keys(ledger.tasks)]);
  const hint = near === undefined ? "" : `; did you mean ${near}?`;
  return { result: "failed", message: `no task is called ${name}, in the files or in the ledger${hint}` };
}
