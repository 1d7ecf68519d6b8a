import type { Finding } from "../core/model/finding.js";
import { witnessDoubt } from "../core/plan/held-witness.js";
import { type FirstLedger, newLedger, tracesOf } from "../core/plan/new-ledger.js";
import type { WritableOrganization } from "../ports/organization.js";
import { type OtherBackend, reasonFrom } from "./ledger/other-backends.js";
import { observe } from "./observe.js";
import { recordWitness } from "./record-witness.js";
import type { Desired } from "./organization.js";

/** What became of the first ledger of an organization. */
export type LedgerCreation =
  | {
      readonly created: true;
      readonly choice: FirstLedger;
      readonly tasks: number;
      readonly findings: readonly Finding[];
    }
  | { readonly created: false; readonly reason: string };

export interface CreationRequest {
  readonly choice: FirstLedger;
  /** What the other places hold that this project could have kept its ledger in. */
  readonly elsewhere: readonly OtherBackend[];
}

/** Begins the record, by a person's choice. Refused where there is one, and where anything shows that there was one. */
export async function createLedger(
  organization: WritableOrganization,
  desired: Desired,
  { choice, elsewhere }: CreationRequest,
): Promise<LedgerCreation> {
  const observation = await observe(organization);
  const { project } = desired.configuration;
  if (observation.ledger.state === "present") return refused("there is a ledger already");
  if (observation.ledger.state === "unreadable")
    return refused(`there is one that cannot be read: ${observation.ledger.reason}`);
  const other = elsewhere.flatMap((each) => reasonFrom(each) ?? [])[0];
  if (other !== undefined) return refused(other);
  const doubt = witnessDoubt(observation);
  if (doubt !== undefined) return refused([doubt.reason, ...doubt.decide].join("; "));
  if (!observation.queue.readable)
    return refused(`the queue cannot be read: ${observation.queue.reason} (${observation.queue.shape})`);
  const traces = tracesOf(project, desired.tasks, observation);
  if (traces.length > 0) {
    return refused(
      `project ${project} was here before (${traces.slice(0, 3).join(", ")}): its ledger was lost, not missing. Restore it: \`lctasks ledger import\`, or \`lctasks ledger rebuild\``,
    );
  }
  const { oid, clock, operator, ledger } = organization;
  const first = newLedger({
    project,
    oid,
    ledgerId: operator.newId(),
    nowMs: clock.nowMs(),
    tasks: desired.tasks,
    choice,
  });
  const written = await ledger.create(first);
  if (!written.written) return refused(written.conflict);
  const findings = await recordWitness(organization, first);
  return { created: true, choice, tasks: desired.tasks.length, findings };
}

const refused = (reason: string): LedgerCreation => ({ created: false, reason });
