import type { Held } from "../model/change.js";
import { howTo } from "./how-to.js";

/** The extension that queues tasks. */
export const taskingExtension = "ext-reliable-tasking";

/** Row 1: a ledger that cannot be read stops everything. */
export function unusableLedger(reason: string): Held {
  return {
    row: "1",
    object: "organization",
    name: "ledger",
    reason: `the ledger cannot be used: ${reason}`,
    decide: [
      "do what it says, or restore the ledger; nothing is sent until it can be read",
      "`lctasks ledger show` tells what is whole, `ledger import` brings an export back, `ledger rebuild` makes it again and holds what nothing proves",
    ],
    diff: [],
  };
}

/** What the next apply would do after `ledger create --run-existing`. */
export interface FirstApply {
  readonly issued: number;
  /** Deliveries of all of them together: a sensor counts once per task. Undefined when that is not known. */
  readonly deliveries: number | undefined;
}

function describeFirst(present: number, first: FirstApply | undefined): string {
  if (first === undefined) return `${present}`;
  const { issued, deliveries } = first;
  if (deliveries === undefined) return `${issued} of ${present}, in an unknown number of deliveries`;
  return `${issued} of ${present}, in ${deliveries} ${deliveries === 1 ? "delivery" : "deliveries"}`;
}

/** Row 1: a missing ledger is not an empty one; a person has to choose, knowing what each choice does. */
export function missingLedger(present: number, first: FirstApply | undefined, organization: string): Held {
  return {
    row: "1",
    object: "organization",
    name: "ledger",
    reason:
      "there is no ledger: either this organization is new, or its ledger was lost and everything may have run already",
    decide: [
      `new, and all present tasks shall run (${describeFirst(present, first)}): ${howTo(organization, "ledger", "create", "--run-existing")}`,
      `new, and only later runs shall run (${present} recorded as not wanted): ${howTo(organization, "ledger", "create", "--baseline")}`,
      "lost: restore it by `lctasks ledger import`; `ledger rebuild` makes it again and holds what nothing proves",
    ],
    diff: [],
  };
}

/** Row 2: an answer we cannot read is neither found nor absent. */
export function unreadableQueue(queue: { reason: string; shape: string }): Held {
  return {
    row: "2",
    object: "organization",
    name: "queue",
    reason: `the queue cannot be read: ${queue.reason}`,
    decide: [`report this shape, without it nothing can be decided: ${queue.shape}`],
    diff: [],
  };
}

/** Without the extension there is no queue to read. */
export function notSubscribed(organization: string): Held {
  return {
    row: "–",
    object: "organization",
    name: taskingExtension,
    reason: `the organization is not subscribed to ${taskingExtension}`,
    decide: [`run ${howTo(organization, "subscribe")}, or write \`subscribe: true\` in the configuration`],
    diff: [],
  };
}
