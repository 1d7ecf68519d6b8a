import type { TaskRequest } from "../../core/model/ledger.js";

/**
 * Why a request must not be sent, or undefined. Types say most of this already; what goes on this wire cannot be called back,
 * so it is looked at once more: exactly one non-empty target, a command, a context, a lifetime.
 */
export function taskProblem(request: TaskRequest): string | undefined {
  const targets = Object.entries(request.target);
  const [name, value] = targets[0] ?? ["", ""];
  if (targets.length !== 1 || !["sid", "tag", "selector"].includes(name)) {
    return "it needs exactly one of sid, tag and selector";
  }
  if (isBlank(value)) return `its ${name} is empty`;
  if (isBlank(request.command)) return "its command is empty";
  if (isBlank(request.context)) return "its context is empty";
  if (!Number.isSafeInteger(request.ttlSeconds) || request.ttlSeconds <= 0) {
    return "its ttl is not a whole number of seconds above 0";
  }
  return undefined;
}

const isBlank = (text: unknown): boolean => typeof text !== "string" || text.trim() === "";
