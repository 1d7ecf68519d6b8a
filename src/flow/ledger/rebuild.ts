import { type Agree, type DecisionReport, decided } from "../../core/model/decision.js";
import { readJournal } from "../../core/model/journal.js";
import { decodeDocument } from "../../core/model/ledger-document.js";
import { wholeRows } from "../../core/model/ledger-rescue.js";
import { type Ledger, replacing } from "../../core/model/ledger.js";
import type { Observation } from "../../core/model/observation.js";
import { rebuiltLedger, type RebuildInput } from "../../core/plan/rebuild-ledger.js";
import type { WritableOrganization } from "../../ports/organization.js";
import { disagreement } from "../decisions/agreement.js";
import { observe } from "../observe.js";
import type { Desired } from "../organization.js";
import { restore } from "./import.js";

export interface RebuildRequest {
  /** Text of an older export to begin with. */
  readonly from?: string;
  readonly desired: Pick<Desired, "configuration" | "tasks">;
  readonly agree: Agree;
}

/** Makes a lost or damaged ledger again from what can still be seen. Refused while there is one that can be read. Nothing is sent. */
export async function rebuildLedger(
  organization: WritableOrganization,
  { from, desired, agree }: RebuildRequest,
): Promise<DecisionReport> {
  const { alias, oid, operator } = organization;
  const { project } = desired.configuration;
  const observation = await observe(organization);
  const refused = reasonAgainst(observation);
  if (refused !== undefined) return decided(alias, "refused", `nothing was changed: ${refused}`);
  const exported = from === undefined ? undefined : decodeDocument(from.trim(), { project, oid });
  if (exported?.readable === false)
    return decided(alias, "refused", `the export cannot be used: ${exported.reason}`);
  const { ledger: reading } = observation;
  const stored = reading.state === "unreadable" ? reading.stored : undefined;
  const { ledger, steps: lines } = rebuiltLedger({
    project,
    oid,
    tasks: desired.tasks,
    observation,
    journal: readJournal(await organization.journal.text()).entries,
    believed: believedOf(exported?.ledger, stored),
    newId: operator.newId(),
  });
  const steps = [
    `write a ledger of serial ${ledger.serial}, made from what is left to see; nothing is sent:`,
    ...lines,
  ];
  const refusal = await disagreement(alias, steps, agree);
  if (refusal !== undefined) return refusal;
  const next = reading.state === "unreadable" ? replacing(stored ?? "", ledger) : ledger;
  return restore(organization, { reading, next, steps });
}

function reasonAgainst({ ledger, queue, witness }: Observation): string | undefined {
  if (ledger.state === "present") return "there is a ledger that can be read";
  if (ledger.state === "unreadable" && ledger.movedTo !== undefined) return ledger.reason;
  if (witness.state === "unreadable") return `the witness cannot be read: ${witness.reason}`;
  return queue.readable ? undefined : `the queue cannot be read: ${queue.reason}`;
}

/** Whole rows of a damaged document count like those of an export; of two rows of one task the one that remembers more. */
function believedOf(exported: Ledger | undefined, stored: string | undefined): RebuildInput["believed"] {
  const damaged = stored === undefined ? undefined : wholeRows(stored);
  const tasks = { ...exported?.tasks };
  for (const [name, row] of Object.entries(damaged?.tasks ?? {})) {
    const before = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
    if (before === undefined || before.highest <= row.highest) tasks[name] = row;
  }
  const ledgerId = exported?.ledgerId ?? damaged?.ledgerId;
  return {
    tasks,
    rules: { ...exported?.rules, ...damaged?.rules },
    ...(ledgerId === undefined ? {} : { ledgerId }),
    ...(exported === undefined ? {} : { serial: exported.serial }),
  };
}
