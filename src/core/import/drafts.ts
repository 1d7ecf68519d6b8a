import { compareText } from "../model/finding.js";
import { type Ledger, latestRun } from "../model/ledger.js";
import type { QueueEntry } from "../model/queue.js";
import type { DeclaredTask, Task } from "../model/task.js";
import { contextOf, runOf } from "../model/token.js";
import { groupBy } from "../plan/group-by.js";
import { type KnownRun, knownRuns, ownerOf, runsCommand, tokenIn } from "../plan/queue-index.js";
import { type Draft, type LeftForeign, leftEntry } from "./draft.js";
import { freeName, nameFrom } from "./names.js";

export interface DraftsInput {
  readonly entries: readonly QueueEntry[];
  readonly ledger: Pick<Ledger, "tasks">;
  /** Every task in the files, whatever organization it is for. */
  readonly declared: readonly DeclaredTask[];
  /** Those of them that are meant for this organization, as they are there. */
  readonly here: readonly Pick<Task, "name" | "context" | "command">[];
  /** Names of which a file stands where the new ones go. */
  readonly files: readonly string[];
  /** Whether an entry is one of those that were asked for. */
  readonly wanted: (entry: QueueEntry) => boolean;
}

/** The task files that somebody else's requests become, without their rules, and what stays foreign. Ours are neither. */
export function draftsOf(input: DraftsInput): { readonly drafts: Draft[]; readonly left: LeftForeign[] } {
  const known = knownRuns(input.ledger);
  const names = new Set(input.declared.map(({ name }) => name));
  const left: LeftForeign[] = [];
  const fresh: QueueEntry[] = [];
  const drafts: Draft[] = [];
  const sorted = input.entries.filter(input.wanted).toSorted((a, b) => compareText(a.taskId, b.taskId));
  const missing = new Map<string, KnownRun>();
  for (const entry of sorted) {
    const owner = ownerOf(entry, known);
    const why = owner === undefined ? reasonAgainst(entry, input.here) : undefined;
    if (owner === undefined && why === undefined) fresh.push(entry);
    if (why !== undefined) left.push(leftEntry(entry.taskId, why));
    if (owner !== undefined && isUnwritten(owner) && !names.has(owner.task)) missing.set(owner.task, owner);
  }
  for (const owner of missing.values()) drafts.push(recordedDraft(owner));
  const taken = new Set([...names, ...Object.keys(input.ledger.tasks), ...input.files]);
  const contexts = new Set([
    ...input.here.map(({ context }) => context),
    ...drafts.flatMap(({ context }) => context ?? []),
  ]);
  for (const group of groupBy(fresh, requestOf).values()) {
    const draft = freshDraft(group, { taken, contexts });
    if ("why" in draft) left.push(...group.map(({ taskId }) => leftEntry(taskId, draft.why)));
    else drafts.push(draft);
  }
  return { drafts: drafts.toSorted((a, b) => compareText(a.name, b.name)), left };
}

/** Why an entry that the ledger does not explain cannot become a task of ours. */
function reasonAgainst(entry: QueueEntry, here: DraftsInput["here"]): string | undefined {
  const { command, context, taskId } = entry;
  if (command === undefined) return "the queue does not show its command";
  const token = tokenIn(entry);
  if (runOf(token) !== undefined)
    return `it carries ${token}: lctasks issued it, for another project or from another ledger`;
  const task = here.find((each) => each.context === context && runsCommand(entry, each.command));
  return (
    task && `${task.name} declares it already: \`lctasks adopt ${task.name} --task-id ${taskId}\` records it`
  );
}

/** One command under one context is one task, however often it was sent; without a context only the task_id tells requests apart. */
const requestOf = ({ taskId, command, context }: QueueEntry): string =>
  JSON.stringify(context === "" ? [taskId] : [context, command]);

interface Taken {
  readonly taken: Set<string>;
  readonly contexts: Set<string>;
}

function freshDraft(
  [first, ...others]: readonly QueueEntry[],
  { taken, contexts }: Taken,
): Draft | { readonly why: string } {
  if (first?.command === undefined) return { why: "the queue does not show its command" };
  const group = [first, ...others];
  const aim = aimOf(group);
  if (aim === undefined) return { why: "the queue shows neither its sensors nor its selector" };
  const wireContext = first.context;
  const context = isWritable(wireContext) && !contexts.has(wireContext) ? wireContext : undefined;
  if (context !== undefined) contexts.add(context);
  return {
    name: freeName(nameFrom(wireContext === "" ? first.command : wireContext), taken),
    command: first.command,
    taskIds: group.map(({ taskId }) => taskId),
    wireContext,
    ...(context === undefined ? {} : { context }),
    ...aim,
    ...endOf(group),
    run: 1,
    rules: [],
    recorded: false,
  };
}

/** What a file may write as a context; a token's shape would be read as a run of another context. */
const isWritable = (context: string): boolean =>
  /^[^\p{C}\p{Z}/]{1,120}$/u.test(context) && contextOf(context) === context;

/** The selector that all were requested with, else the sensors that still wait for any of them. */
function aimOf(group: readonly QueueEntry[]): Pick<Draft, "target" | "waiting"> | undefined {
  const [selector, ...others] = new Set(group.map((entry) => entry.selector));
  const sids = [...new Set(group.flatMap((entry) => entry.sids))].toSorted(compareText);
  const isWhole = group.every((entry) => entry.sids.length > 0);
  if (selector !== undefined && others.length === 0)
    return { target: { selector }, ...(isWhole ? { waiting: sids } : {}) };
  return isWhole ? { target: { sid: sids } } : undefined;
}

function endOf(group: readonly QueueEntry[]): Pick<Draft, "expiresAtMs"> {
  const ends = group.flatMap(({ expiresAtMs }) => expiresAtMs ?? []);
  return ends.length === 0 ? {} : { expiresAtMs: Math.max(...ends) };
}

/** A run of somebody else that is still the one its task stands by: an import before recorded it. */
const isUnwritten = ({ row, run }: KnownRun): boolean =>
  run.foreign !== undefined && run.state === "issued" && latestRun(row)?.run === run.run;

/** The file that an import before did not get to write: as the ledger remembers what it says. */
function recordedDraft({ task, run }: KnownRun): Draft {
  const { command, target, context } = run.inputs;
  return {
    name: task,
    command,
    taskIds: run.taskIds,
    wireContext: context ?? "",
    ...(context === undefined ? {} : { context }),
    target,
    run: run.run,
    rules: [],
    recorded: true,
    expiresAtMs: run.expiresAtMs,
  };
}
