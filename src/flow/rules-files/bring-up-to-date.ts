import { given } from "../../core/model/given.js";
import type { Ledger } from "../../core/model/ledger.js";
import type { RulesFileReport } from "../../core/model/rules-file-report.js";
import { rulesFileOf } from "../../core/model/rules-file.js";
import { witnessDoubt } from "../../core/plan/held-witness.js";
import { writtenRules } from "../../core/plan/written-rules.js";
import type { Files } from "../../ports/files.js";
import type { ReadableOrganization } from "../../ports/organization.js";
import { observeLedger } from "../observe-ledger.js";
import type { Desired } from "../organization.js";
import { isRulesFile, rulesFileText } from "./rules-file-text.js";

/** What is read and written of the repository; paths from its root. */
export interface RulesFilePlace {
  readonly files: Files;
  /** False: what differs is only told. */
  readonly write: boolean;
  /** Makes a new file, with its folders. */
  readonly create: (path: string, text: string) => void;
  /** Replaces a file that exists. */
  readonly replace: (path: string, text: string) => void;
}

/**
 * Makes the rules file of one organization as its tasks and its ledger want it. Without a ledger that can be trusted nobody knows whose
 * answers can still come, so nothing is written. Nothing is written when nothing differs, and never over a file of somebody else's.
 */
export async function bringRulesFileUpToDate(
  organization: ReadableOrganization,
  { configuration, tasks }: Pick<Desired, "configuration" | "tasks">,
  place: RulesFilePlace,
): Promise<RulesFileReport> {
  const { alias, oid, clock } = organization;
  const { project } = configuration;
  const path = given(rulesFileOf(configuration, organization), "the path of the rules file");
  const refused = (reason: string): RulesFileReport => ({
    organization: alias,
    path,
    result: "refused",
    rules: 0,
    reason,
  });
  const ledger = await trustedLedger(organization);
  if (typeof ledger === "string") return refused(ledger);
  const rules = writtenRules({ project, tasks, ledger, nowMs: clock.nowMs() });
  const text = rulesFileText(rules, { project, oid });
  const found = place.files.read(path);
  if (found !== undefined && !("bytes" in found)) return refused(`it cannot be replaced: ${found.detail}`);
  const before = found && new TextDecoder().decode(found.bytes);
  if (before !== undefined && !isRulesFile(before, { project, oid }))
    return refused(
      "a file that lctasks did not write for this project and organization stands there: move it away",
    );
  const report = { organization: alias, path, rules: rules.length };
  if (before === text || (before === undefined && rules.length === 0))
    return { ...report, result: "current" };
  if (!place.write) return { ...report, result: "stale" };
  if (before === undefined) place.create(path, text);
  else place.replace(path, text);
  return { ...report, result: "written" };
}

/** The ledger, or why no file is written from it. */
async function trustedLedger(organization: ReadableOrganization): Promise<Ledger | string> {
  const { ledger, witness } = await observeLedger(organization);
  const doubt = witnessDoubt({ ledger, witness });
  if (doubt !== undefined) return [doubt.reason, ...doubt.decide].join("; ");
  if (ledger.state === "present") return ledger.ledger;
  return ledger.state === "unreadable"
    ? `the ledger cannot be read, and says which answers can still come: ${ledger.reason}`
    : "there is no ledger, and it says which answers can still come: `lctasks ledger create` begins one, `lctasks plan` says what else it may mean";
}
