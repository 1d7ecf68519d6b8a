import { type Draft, type LeftForeign, leftRule } from "../../core/import/draft.js";
import { draftsOf } from "../../core/import/drafts.js";
import { withListeners } from "../../core/import/listening-rules.js";
import { withImports } from "../../core/import/record-imports.js";
import { sameJson } from "../../core/model/canonical.js";
import { type Agree, type DecisionReport, decided } from "../../core/model/decision.js";
import { type Ledger, successor } from "../../core/model/ledger.js";
import { messageOf } from "../../core/model/message-of.js";
import type { QueueEntry } from "../../core/model/queue.js";
import type { HiveRecord } from "../../core/model/rule.js";
import type { DeclaredTask, Task } from "../../core/model/task.js";
import { counted } from "../../core/report/describe.js";
import type { WritableOrganization } from "../../ports/organization.js";
import { liveLease } from "../apply/lease.js";
import { disagreement } from "../decisions/agreement.js";
import { untold, usable } from "../decisions/usable-ledger.js";
import type { LoadRequest } from "../load.js";
import { observe } from "../observe.js";
import { ruleContent, type WrittenRules, writtenRules } from "./written-rules.js";
import { type ImportedFile, type Settled, settleDrafts } from "./settle-drafts.js";

export interface ImportInput {
  readonly request: LoadRequest;
  /** Every task in the files. */
  readonly declared: readonly DeclaredTask[];
  /** Those of them that are meant for this organization, as they are there. */
  readonly here: readonly Task[];
  /** Where the new files go, relative to the root, without a slash at its end. */
  readonly folder: string;
  readonly wantsEntry: (entry: QueueEntry) => boolean;
  readonly wantsRule: (record: HiveRecord) => boolean;
  /** Files of the vendor's, or folders of them: only their rules are taken, with their comments and in their order. */
  readonly from?: readonly string[];
  /** Shows what would be written, and writes nothing. */
  readonly dryRun: boolean;
  readonly agree: Agree;
  /** Writes a new file, relative to the root. Throws when something stands there. */
  readonly create: (path: string, text: string) => void;
}

/** What an import did, or would do. */
export interface ImportReport extends DecisionReport {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly foreign: readonly LeftForeign[];
}

/**
 * What others queued becomes task files, with the rules that hear the answers. The ledger learns it first: from then on nothing can
 * run it a second time, whatever becomes of the files; a file that is missing is written by the next import. Nothing is sent, and no
 * rule is written.
 */
export async function importQueue(
  organization: WritableOrganization,
  input: ImportInput,
): Promise<ImportReport> {
  const { alias } = organization;
  const nothing = { files: [], foreign: [] };
  const observation = await observe(organization);
  const { queue, nowMs } = observation;
  if (!queue.readable)
    return {
      ...decided(alias, "failed", `the queue cannot be read: ${queue.reason} (${queue.shape})`),
      ...nothing,
    };
  const read = usable(observation, organization);
  if (!("state" in read)) return { ...read, ...nothing };
  const found = draftsOf({
    entries: queue.entries,
    ledger: read.ledger,
    declared: input.declared,
    here: input.here,
    files: namesIn(input),
    wanted: input.wantsEntry,
  });
  const written = input.from === undefined ? undefined : writtenRules(input.request.files, input.from);
  const [problem] = written?.unreadable ?? [];
  if (problem !== undefined)
    return { ...decided(alias, "failed", `cannot import from files: ${problem}`), ...nothing };
  const heard = withListeners({
    drafts: found.drafts,
    live: observation.rules,
    ledger: read.ledger,
    named: new Set(input.here.flatMap(({ response }) => response.flatMap(({ key }) => key ?? []))),
    wanted: (record) => input.wantsRule(record) && (written?.rules.has(record.key) ?? true),
  });
  const agreeing =
    written === undefined ? { drafts: heard.drafts, left: [] } : asWritten(heard.drafts, written);
  const settled = await settleDrafts(agreeing.drafts, {
    request: input.request,
    folder: input.folder,
    organization: alias,
    nowMs,
    written: new Map([...(written?.rules ?? [])].flatMap(([key, { node }]) => (node ? [[key, node]] : []))),
  });
  if (typeof settled === "string") return { ...decided(alias, "failed", settled), ...nothing };
  const foreign = [...found.left, ...heard.left, ...agreeing.left, ...settled.left];
  const next = withImports(read.ledger, settled.files, nowMs);
  const made = await record({ organization, read, next, settled, input });
  const twice = settled.files.flatMap(({ draft }) =>
    draft.rules.flatMap((rule) => stillIn(rule.key, written)),
  );
  const report = made.result === "done" ? { ...made, left: [...made.left, ...twice] } : made;
  return { ...report, files: settled.files.map(({ path, text }) => ({ path, text })), foreign };
}

/** The drafts with the rules of which the file says what is live. */
function asWritten(
  drafts: readonly Draft[],
  { rules }: WrittenRules,
): { readonly drafts: readonly Draft[]; readonly left: readonly LeftForeign[] } {
  const differs = ({ key, data }: HiveRecord): boolean => {
    const rule = rules.get(key);
    return rule === undefined || !sameJson(ruleContent(rule.data), ruleContent(data));
  };
  const left = drafts
    .flatMap((draft) => draft.rules.filter(differs))
    .map(({ key }) =>
      leftRule(key, `${rules.get(key)?.file} says something else than what is live: settle that first`),
    );
  return {
    drafts: drafts.map((draft) => ({ ...draft, rules: draft.rules.filter((rule) => !differs(rule)) })),
    left,
  };
}

/** What a person has to do so that a rule is not written from two places. */
function stillIn(key: string, written: WrittenRules | undefined): string[] {
  const rule = written?.rules.get(key);
  return rule === undefined ? [] : [`take rule ${key} out of ${rule.file}: from now on a task's file has it`];
}

/** Names of the files that stand where the new ones go. */
function namesIn({ request, folder }: ImportInput): string[] {
  return request.files
    .find([`${folder}/*.yaml`])
    .map(({ path }) => path.slice(folder.length + 1, -".yaml".length));
}

interface Recording {
  readonly organization: WritableOrganization;
  readonly read: Extract<ReturnType<typeof usable>, { state: "present" }>;
  readonly next: Ledger;
  readonly settled: Settled;
  readonly input: ImportInput;
}

async function record({ organization, read, next, settled, input }: Recording): Promise<DecisionReport> {
  const { alias } = organization;
  const { files } = settled;
  if (files.length === 0) return decided(alias, "nothing", "nothing in the queue is left to import");
  const steps = files.map(stepOf);
  if (input.dryRun) return decided(alias, "nothing", "a dry run: nothing was written", { steps });
  const lease = liveLease(read.ledger, organization);
  if (lease !== undefined) return decided(alias, "refused", `nothing was changed: ${lease}`);
  const refusal = await disagreement(alias, steps, input.agree);
  if (refusal !== undefined) return refusal;
  const left: string[] = [];
  if (next !== read.ledger) {
    const ledger = successor(read.ledger, next);
    const written = await organization.ledger.write(ledger, read.version);
    if (!written.written)
      return decided(alias, "refused", `nothing was changed: ${written.conflict}; look again`, { steps });
    left.push(...(await untold(organization, ledger)));
  }
  const failures = files.flatMap((file) => create(file, input));
  left.push(...failures);
  return failures.length === 0
    ? decided(alias, "done", `${counted(files.length, "task file")} written; review and commit them`, {
        steps,
        left,
      })
    : decided(
        alias,
        "failed",
        "the ledger has all of it, and not every file could be written: import again",
        { steps, left },
      );
}

function stepOf({ draft, path, task }: ImportedFile): string {
  const rules =
    draft.rules.length === 0 ? "" : `, with ${draft.rules.map(({ key }) => `rule ${key}`).join(", ")}`;
  const recorded = draft.recorded ? "the ledger has it" : `recorded as run ${task.run}`;
  return `write ${path}: ${task.name} runs ${task.command}, task_id ${draft.taskIds.join(", ")} ${recorded}, nothing is sent${rules}`;
}

function create({ path, text }: ImportedFile, input: ImportInput): string[] {
  try {
    input.create(path, text);
    return [];
  } catch (error) {
    return [`${path}: ${messageOf(error)}`];
  }
}
