import { type Agree, type DecisionReport, decided } from "../../core/model/decision.js";
import { readJournal } from "../../core/model/journal.js";
import { decodeDocument } from "../../core/model/ledger-document.js";
import type { Ledger, LedgerReading } from "../../core/model/ledger.js";
import { withJournal } from "../../core/plan/import-journal.js";
import { ledgerImport } from "../../core/plan/import-ledger.js";
import { counted } from "../../core/report/describe.js";
import type { LedgerWrite } from "../../ports/ledger.js";
import type { WritableOrganization } from "../../ports/organization.js";
import { liveLease } from "../apply/lease.js";
import { disagreement } from "../decisions/agreement.js";
import { decideInLedger } from "../decisions/in-ledger.js";
import { untold } from "../decisions/usable-ledger.js";
import { observe } from "../observe.js";
import { observeLedger } from "../observe-ledger.js";
import type { Desired } from "../organization.js";

export interface ImportRequest {
  /** The file's text: an export, or a journal. */
  readonly text: string;
  readonly desired: Pick<Desired, "configuration" | "tasks">;
  readonly agree: Agree;
}

/** Brings an export back, or takes from a journal the answers that the ledger does not have. Nothing is sent. */
export function importLedger(
  organization: WritableOrganization,
  request: ImportRequest,
): Promise<DecisionReport> {
  const { entries } = readJournal(request.text);
  return entries.length > 0 ? importJournal(organization, request) : importExport(organization, request);
}

async function importJournal(
  organization: WritableOrganization,
  { text, agree }: ImportRequest,
): Promise<DecisionReport> {
  const { entries, strange } = readJournal(text);
  if (strange.length > 0)
    return decided(
      organization.alias,
      "refused",
      `lines ${strange.slice(0, 5).join(", ")} of the journal cannot be read; take them out when you know what they were`,
    );
  let left: readonly string[] = [];
  const report = await decideInLedger(organization, await observeLedger(organization), {
    agree,
    decide: (ledger) => {
      const imported = withJournal(ledger, entries);
      ({ left } = imported);
      const { took } = imported;
      return took.length === 0
        ? { result: "nothing", message: "the ledger knows everything that the journal has an answer for" }
        : {
            steps: took,
            ledger: imported.ledger,
            message: `took ${counted(took.length, "answer")}: ${took.join("; ")}`,
          };
    },
  });
  return { ...report, left: [...report.left, ...left] };
}

async function importExport(
  organization: WritableOrganization,
  { text, desired, agree }: ImportRequest,
): Promise<DecisionReport> {
  const { alias, oid } = organization;
  const { project } = desired.configuration;
  const decoded = decodeDocument(text.trim(), { project, oid });
  if (!decoded.readable)
    return decided(alias, "refused", `the file is no ledger that can be used: ${decoded.reason}`);
  const exported = decoded.ledger;
  if (exported.movedTo !== undefined)
    return decided(
      alias,
      "refused",
      `the file is the last document before the ledger moved to ${exported.movedTo}`,
    );
  const observation = await observe(organization);
  const { ledger: reading } = observation;
  const live = reading.state === "present" ? liveLease(reading.ledger, organization) : undefined;
  if (live !== undefined) return decided(alias, "refused", `nothing was changed: ${live}`);
  const outcome = ledgerImport({ project, tasks: desired.tasks, observation, exported });
  if (outcome.result === "nothing") return decided(alias, "nothing", "the file is the present ledger");
  if (outcome.result === "refused")
    return decided(alias, "refused", `nothing was changed: ${outcome.reasons.join("; ")}`, {
      left: [
        "`lctasks ledger rebuild --from <file>` begins with the export and records as unknown what it cannot prove",
      ],
    });
  const steps = [
    `put the ledger of serial ${exported.serial} back, as serial ${outcome.ledger.serial}, with ${counted(Object.keys(exported.tasks).length, "task")}; nothing is sent`,
  ];
  const refusal = await disagreement(alias, steps, agree);
  return refusal ?? restore(organization, { reading, next: outcome.ledger, steps });
}

/** Writes a document over exactly what was read, or as the first one. */
export async function restore(
  organization: WritableOrganization,
  {
    reading,
    next,
    steps,
  }: { readonly reading: LedgerReading; readonly next: Ledger; readonly steps: readonly string[] },
): Promise<DecisionReport> {
  const { alias } = organization;
  const written = await put(organization, reading, next);
  if (!written.written)
    return decided(alias, "refused", `nothing was changed: ${written.conflict}; look again`, { steps });
  const left = await untold(organization, next);
  return decided(alias, "done", `the ledger is at serial ${next.serial}; look at \`lctasks plan\``, {
    steps,
    left,
  });
}

async function put(
  { ledger }: WritableOrganization,
  reading: LedgerReading,
  next: Ledger,
): Promise<LedgerWrite> {
  if (reading.state === "absent") return ledger.create(next);
  const { version } = reading;
  return version === undefined
    ? { written: false, conflict: "the present record has no stamp to compare with; delete it first" }
    : ledger.write(next, version);
}
