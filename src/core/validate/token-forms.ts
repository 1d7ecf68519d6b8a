import type { DeclaredTask } from "../model/task.js";
import { tokenPrefix } from "../model/token.js";

/** Digests that stand in for the real one, which is known only with a ledger; together they have every digit. */
const standIns = ["01234567", "89abcdef"] as const;
/** What the sensor's answer may carry after the token (reference: events, section 2). */
const suffix = "/5f0c1c3e-7d0a-4f6e-9b58-2a1d6c8e4b90";

/** Texts that stand for every token of a task: one for each stand-in digest. */
export function tokensOf(task: DeclaredTask): readonly string[] {
  if (task.exactContext) return [task.context];
  return standIns.map((digest) => `${tokenPrefix(task.context)}${task.run}.${digest}`);
}

/** Texts that stand for every `routing/investigation_id` with which the answers of a task can come: each token, bare and with a suffix. */
export function investigationIds(task: DeclaredTask): readonly string[] {
  return tokensOf(task).flatMap((token) => [token, `${token}${suffix}`]);
}

/** The token as a message shows it. */
export function tokenText(task: DeclaredTask): string {
  return task.exactContext ? task.context : `${tokenPrefix(task.context)}${task.run}.<digest>`;
}
