import type { Entry } from "./front.js";
import type { Moment } from "./steps.js";

/** True for a request of the kind that a moment counts. */
export function isAt({ kind }: Moment, { method, path, action }: Entry): boolean {
  const isWrite = method !== "GET";
  switch (kind) {
    case "any":
      return true;
    case "ledger write":
      return isWrite && path.includes("/hive/lookup/");
    case "rule write":
      return isWrite && path.includes("/hive/dr-general/");
    default:
      return action === kind;
  }
}
