import { byToken, type Journalled, type JournalEntry } from "../model/journal.js";
import {
  isOpen,
  knownTokens,
  latestRun,
  type Ledger,
  firstLedgerVersion,
  type RuleRow,
  type RunRow,
  type TaskRow,
  taskRow,
  versionOf,
} from "../model/ledger.js";
import type { Observation } from "../model/observation.js";
import type { Task } from "../model/task.js";
import { contextOf, runOf } from "../model/token.js";
import { comparableHash, comparableLive } from "./comparable-rule.js";
import { ownerTag } from "./desired-rules.js";
import { serialOf, witnessSerial } from "./import-ledger.js";
import { tokenIn } from "./queue-index.js";
import { queuedRun, rebuiltRun } from "./rebuilt-run.js";
import { emptyRow, withPartsOver, withRun } from "./record.js";
import { runInputs } from "./run-inputs.js";
import { seenTokens, taggedRules } from "./seen-tokens.js";

export interface RebuildInput {
  readonly project: string;
  /** Lower-case. */
  readonly oid: string;
  readonly tasks: readonly Task[];
  readonly observation: Observation;
  /** What this machine sent. */
  readonly journal: readonly JournalEntry[];
  /** Rows that are believed: of an older export, and those of a damaged document that are whole. */
  readonly believed: Pick<Ledger, "tasks" | "rules"> & {
    readonly ledgerId?: string;
    readonly serial?: number;
  };
  /** The id of the ledger when nothing tells what it was. */
  readonly newId: string;
}

/** A ledger made again, and a line for everything in it. */
export interface Rebuilt {
  readonly ledger: Ledger;
  readonly steps: readonly string[];
}

/**
 * A ledger from what is left to see: rows that are believed, queued entries with tokens of our contexts, marks on our rules, the journal.
 * A declared run that none of them proves is unknown, which holds it. Nothing that was seen is forgotten. A believed row may be older than the last part of its run: no further part follows.
 */
export function rebuiltLedger(input: RebuildInput): Rebuilt {
  const { project, oid, tasks, observation, journal, believed } = input;
  const ledgerId = believed.ledgerId ?? journal.at(-1)?.ledgerId ?? input.newId;
  const signs = signsOf({ ...input, ledgerId });
  const rows = new Map(Object.entries(believed.tasks));
  for (const task of tasks) rows.set(task.name, declaredRow(task, taskRow(believed, task.name), signs));
  for (const [name, tokens] of undeclared(signs, tasks, rows))
    rows.set(name, buried(tokens, rows.get(name), observation.nowMs));
  const made = Object.fromEntries([...rows].map(([name, row]) => [name, withPartsOver(row)] as const));
  const ledger: Ledger = {
    version: versionOf({ version: firstLedgerVersion, tasks: made }),
    project,
    oid,
    ledgerId,
    serial: Math.max(believed.serial ?? 0, serialOf(observation), witnessSerial(observation)) + 1,
    previous: "",
    createdAtMs: observation.nowMs,
    createdWith: "rebuild",
    tasks: made,
    rules: { ...believed.rules, ...liveRules(project, believed.rules, observation) },
  };
  return { ledger, steps: stepsOf(ledger) };
}

interface Signs extends RebuildInput {
  readonly ledgerId: string;
  readonly journalled: ReadonlyMap<string, Journalled>;
  /** Every token that shows and that no believed row has, with where. */
  readonly tokens: ReadonlyMap<string, string>;
}

function signsOf(input: RebuildInput & { readonly ledgerId: string }): Signs {
  const { project, tasks, observation, journal, believed } = input;
  const journalled = byToken(journal);
  const known = knownTokens(believed);
  const contexts = new Set([...tasks.map(({ context }) => context), ...[...known].map(contextOf)]);
  const seen = [
    ...seenTokens(project, contexts, observation),
    ...[...journalled].flatMap(([token, { known: what }]) =>
      what === "unaccepted" ? [] : [[token, "the journal"] as const],
    ),
  ];
  return { ...input, journalled, tokens: new Map(seen.filter(([token]) => !known.has(token))) };
}

/** What can be proven of a declared task, over what is believed; the rest up to the declared run is unknown. */
function declaredRow(task: Task, before: TaskRow | undefined, signs: Signs): TaskRow {
  const { observation } = signs;
  const entries = observation.queue.readable ? observation.queue.entries : [];
  let row: TaskRow = before ?? { ...emptyRow, onRemove: task.onRemove };
  const unproven: string[] = [];
  for (const token of [...signs.tokens.keys()].filter((each) => isOf(task, each, signs))) {
    const entry = entries.find((each) => tokenIn(each) === token);
    const run =
      rebuiltRun(task, token, { ...signs, entry, journalled: signs.journalled.get(token) }) ??
      (entry && queuedRun(task, entry, observation.nowMs));
    if (run === undefined || row.runs.some((known) => known.run === run.run)) unproven.push(token);
    else row = withRun(row, run);
  }
  const reach = Math.max(task.run, ...unproven.map((token) => numberOf(token, signs)));
  if ((latestRun(row)?.run ?? 0) >= reach || isCovered(row, reach))
    return unproven.length === 0 ? row : withUnknown(row, row.highest, { task, tokens: unproven });
  return withUnknown(row, reach, { task, tokens: unproven });
}

/** Recorded as not wanted, or as used up, by what is believed. */
const isCovered = ({ baseline }: TaskRow, run: number): boolean =>
  baseline !== undefined && baseline.run >= run;

function withUnknown(
  row: TaskRow,
  run: number,
  { task, tokens }: { readonly task: Task; readonly tokens: readonly string[] },
): TaskRow {
  const known = [...new Set([...(row.unknown?.tokens ?? []), ...tokens])];
  return {
    ...row,
    highest: Math.max(row.highest, run),
    unknown: { run, inputs: runInputs(task), ...(known.length === 0 ? {} : { tokens: known }) },
  };
}

/** A token belongs to the task that the journal names, else to the one whose context it was formed from. */
const isOf = ({ name, context }: Task, token: string, { journalled }: Signs): boolean =>
  (journalled.get(token)?.entry.task ?? (contextOf(token) === context ? name : undefined)) === name;

const numberOf = (token: string, { journalled }: Signs): number =>
  journalled.get(token)?.entry.run ?? runOf(token) ?? 0;

/** Tokens that show and that no declared task has, by the task that the journal or the rows name. */
function undeclared(
  signs: Signs,
  tasks: readonly Task[],
  rows: ReadonlyMap<string, TaskRow>,
): Map<string, { readonly tokens: string[]; readonly run: number }> {
  const found = new Map<string, { tokens: string[]; run: number }>();
  for (const token of signs.tokens.keys()) {
    if (tasks.some((task) => isOf(task, token, signs))) continue;
    const owner = [...rows].find(([, { runs }]) =>
      runs.some((run) => contextOf(run.token) === contextOf(token)),
    );
    const name = signs.journalled.get(token)?.entry.task ?? owner?.[0];
    if (name === undefined) continue;
    const before = found.get(name) ?? { tokens: [], run: 0 };
    found.set(name, {
      tokens: [...before.tokens, token],
      run: Math.max(before.run, numberOf(token, signs)),
    });
  }
  return found;
}

/** What was seen of a task that is not declared: its numbers and tokens stay used up. */
function buried(
  { tokens, run }: { readonly tokens: readonly string[]; readonly run: number },
  before: TaskRow | undefined,
  nowMs: number,
): TaskRow {
  const row: TaskRow = before ?? { ...emptyRow, onRemove: "cancel", tombstone: { atMs: nowMs } };
  const highest = Math.max(row.highest, run);
  return { ...row, highest, unknown: { run: highest, tokens: [...(row.unknown?.tokens ?? []), ...tokens] } };
}

/** Our tag under a key of ours is taken as proof: the rule stands as we last wrote it. */
function liveRules(project: string, known: Ledger["rules"], { rules }: Observation): Ledger["rules"] {
  const prefix = `lctasks.${project}.`;
  const fresh = taggedRules(project, rules).filter(({ key }) => !Object.hasOwn(known, key));
  return Object.fromEntries(
    fresh.map((record): [string, RuleRow] => {
      const content = comparableLive(record, ownerTag(project));
      const task = record.key.slice(prefix.length).replace(/\.\d+$/, "");
      return [record.key, { task, applied: { hash: comparableHash(content), content } }];
    }),
  );
}

function stepsOf({ tasks, rules, createdAtMs }: Ledger): string[] {
  const lines = Object.entries(tasks).map(([name, row]) => `${name}: ${rowText(row, createdAtMs)}`);
  return [...lines, ...Object.entries(rules).map(([key, { task }]) => `rule ${key}, of ${task}, is ours`)];
}

function rowText(row: TaskRow, nowMs: number): string {
  const { runs, unknown, tombstone, highest } = row;
  const texts = [
    ...runs.map((run: RunRow) => `run ${run.run} ${run.state}${isOpen(run, nowMs) ? "" : ", over"}`),
    ...(unknown === undefined ? [] : [`up to run ${unknown.run} unknown: held until a person decides`]),
    ...(tombstone === undefined ? [] : ["its file is gone"]),
  ];
  return texts.length === 0 ? `highest run ${highest}` : texts.join("; ");
}
