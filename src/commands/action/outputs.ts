import type { Change } from "../../core/model/change.js";
import type { Facts } from "./facts.js";
import type { FailureReason } from "./failure.js";

export const outputNames = [
  "has-changes",
  "has-drift",
  "tasks-to-issue",
  "tasks-to-cancel",
  "rules-to-create",
  "rules-to-update",
  "rules-to-delete",
  "sensors-reached",
  "held",
  "fingerprint",
  "plan-json-path",
  "plan-markdown-path",
  "failure-reason",
] as const;
export type OutputName = (typeof outputNames)[number];
export type Outputs = { readonly [name in OutputName]: string };

/** What a step leaves beside its facts. Paths are empty where there is no file. */
export interface Left {
  readonly planJson: string;
  readonly planMarkdown: string;
  readonly reason: FailureReason | undefined;
}

/** More than this many fingerprints are handed on as the file that has them: 65 characters each would not fit elsewhere. */
const mostFingerprints = 200;

/** The outputs of a step, as text. */
export function outputsOf(
  { changes, drift, held }: Facts,
  { planJson, planMarkdown, reason }: Left,
): Outputs {
  const count = (...verbs: readonly Change["verb"][]): string =>
    String(changes.filter(({ verb }) => verbs.includes(verb)).length);
  return {
    "has-changes": String(changes.length > 0),
    "has-drift": String(drift > 0),
    "tasks-to-issue": count("issue"),
    "tasks-to-cancel": count("cancel"),
    "rules-to-create": count("create-rule"),
    "rules-to-update": count("update-rule"),
    "rules-to-delete": count("delete-rule"),
    "sensors-reached": reached(changes),
    held: String(held),
    fingerprint:
      changes.length > mostFingerprints ? planJson : changes.map((each) => each.fingerprint).join(","),
    "plan-json-path": planJson,
    "plan-markdown-path": planMarkdown,
    "failure-reason": reason ?? "",
  };
}

/** Deliveries of all runs together; `unknown` as soon as one is: it is never shown as a smaller number. */
function reached(changes: readonly Change[]): string {
  const reaches = changes.flatMap((change) => (change.verb === "issue" ? [change.reach] : []));
  const numbers = reaches.map((reach) => (reach.known ? reach.online + reach.offline : Number.NaN));
  const sum = numbers.reduce((left, number) => left + number, 0);
  return Number.isNaN(sum) ? "unknown" : String(sum);
}

/** Every output, and again with `_` for those whose expressions cannot have `-`. */
export function outputLines(outputs: Outputs): readonly (readonly [name: string, value: string])[] {
  const pairs = Object.entries(outputs);
  const underscored = pairs.map(([name, value]) => [name.replaceAll("-", "_"), value] as const);
  return [...pairs, ...underscored.filter(([name]) => !(name in outputs))];
}
