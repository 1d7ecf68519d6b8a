import type { Journalled } from "../model/journal.js";
import type { RunRow } from "../model/ledger.js";
import type { QueueEntry } from "../model/queue.js";
import type { Task } from "../model/task.js";
import { digestVersion, formToken, runOf } from "../model/token.js";
import type { Observation } from "../model/observation.js";
import { runsCommand, tokenIn } from "./queue-index.js";
import { renderedInputs, runInputs } from "./run-inputs.js";

interface Proof {
  readonly project: string;
  readonly oid: string;
  /** The lost ledger's id, where it is known: only then a token proves what was sent. */
  readonly ledgerId: string;
  readonly observation: Pick<Observation, "nowMs">;
  readonly entry: QueueEntry | undefined;
  readonly journalled: Journalled | undefined;
}

/**
 * The declared run as a lost ledger had it: its token is the one that the declared inputs give, so they are what was sent. It is
 * issued when the queue, a mark on a rule or the journal's answer says so; else its answer stays unknown.
 */
export function rebuiltRun(task: Task, token: string, proof: Proof): RunRow | undefined {
  const inputs = runInputs(task);
  const rendered = renderedInputs(task);
  const { project, oid, ledgerId, entry, journalled, observation } = proof;
  const { context, run, exactContext, ttlSeconds } = task;
  const formed = formToken({ inputs, context, project, oid, ledgerId, run, rendered, exactContext });
  if (exactContext || formed !== token) return undefined;
  if (entry !== undefined && !runsCommand(entry, task.command)) return undefined;
  const noted = journalled?.entry;
  const known = entry === undefined ? (journalled?.known ?? "issued") : "issued";
  const ids = [noted?.taskId, entry?.taskId].filter((id) => id !== undefined);
  const atMs = noted?.atMs ?? observation.nowMs;
  return {
    run,
    token,
    state: known === "issued" || known === "cancelled" ? known : "unresolved",
    how: "adopted",
    digestVersion,
    inputs,
    exactContext: false,
    request: { command: rendered.command, target: rendered.target, context: token, ttlSeconds },
    taskIds: [...new Set(ids)],
    intentAtMs: atMs,
    ...(known === "issued" || known === "cancelled" ? { issuedAtMs: atMs } : {}),
    ...(known === "cancelled" ? { cancelledAtMs: atMs } : {}),
    expiresAtMs: entry?.expiresAtMs ?? atMs + ttlSeconds * 1000,
    ...(noted?.counts === undefined ? {} : { counts: noted.counts }),
  };
}

/** A queued entry with a token of the task's context that nothing proves: recorded, and never cancelled by us. */
export function queuedRun(task: Task, entry: QueueEntry, nowMs: number): RunRow | undefined {
  const token = tokenIn(entry);
  const run = runOf(token);
  if (run === undefined || task.exactContext) return undefined;
  const { target } = renderedInputs(task);
  const command = entry.command ?? task.command;
  return {
    run,
    token,
    state: "issued",
    how: "adopted",
    foreign: "keep",
    digestVersion,
    inputs: { command, target },
    exactContext: false,
    request: { command, target, context: token, ttlSeconds: task.ttlSeconds },
    taskIds: [entry.taskId],
    intentAtMs: nowMs,
    issuedAtMs: nowMs,
    expiresAtMs: entry.expiresAtMs ?? nowMs + task.ttlSeconds * 1000,
  };
}
