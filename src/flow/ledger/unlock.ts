import { type Agree, type DecisionReport, decided } from "../../core/model/decision.js";
import { type Ledger, successor } from "../../core/model/ledger.js";
import type { WritableOrganization } from "../../ports/organization.js";
import { liveLease } from "../apply/lease.js";
import { disagreement } from "../decisions/agreement.js";
import { untold, usable } from "../decisions/usable-ledger.js";
import { observeLedger } from "../observe-ledger.js";

/** Why nobody needs this as a rule. */
const rarely =
  "a lease ends by itself within minutes, and the next apply takes it over: unlocking is only for those who cannot wait";

/** Takes the lease out of the ledger, by compare-and-swap: at once when it has ended, by a person's word while it is live. */
export async function unlock(organization: WritableOrganization, agree: Agree): Promise<DecisionReport> {
  const { alias, ledger: store } = organization;
  const read = usable(await observeLedger(organization), organization);
  if (!("state" in read)) return read;
  const { lease, ...rest } = read.ledger;
  if (lease === undefined) return decided(alias, "nothing", `nobody has the right to apply now; ${rarely}`);
  const live = liveLease(read.ledger, organization);
  const steps =
    live === undefined
      ? []
      : [
          `take the lease away although it is live: ${live}`,
          "when that apply is still at work it stops at its next write of the ledger; a request that it has sent may still arrive",
          rarely,
        ];
  const refusal = live === undefined ? undefined : await disagreement(alias, steps, agree);
  if (refusal !== undefined) return refusal;
  const next: Ledger = successor(read.ledger, rest);
  const written = await store.write(next, read.version);
  if (!written.written)
    return decided(alias, "refused", `nothing was changed: ${written.conflict}; look again`, { steps });
  const left = await untold(organization, next);
  const state = live === undefined ? "that had ended" : "while it was live";
  return decided(alias, "done", `the lease of ${lease.owner} ${state} is gone; ${rarely}`, { steps, left });
}
