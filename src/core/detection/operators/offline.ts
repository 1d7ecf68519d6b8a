import type { Operation } from "../compiled-node.js";
import { Uncertain } from "../verdict.js";

/** The operation of an operator that cannot be evaluated offline. */
export function offlineOperation(reason: string): Operation {
  const verdict = new Uncertain(reason);
  return { judge: () => verdict, explain: () => ({ verdict, why: reason }) };
}
