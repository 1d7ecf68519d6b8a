import type { JsonObject } from "../core/model/json.js";
import type { RuleIdentity } from "./rules/rule-identity.js";

/** Something that happens by itself at an instant: plain data, so that it can be kept over a restart. */
export type Appointment =
  | { readonly kind: "tag ends"; readonly oid: string; readonly sid: string; readonly tag: string }
  | { readonly kind: "reconnect"; readonly oid: string; readonly sid: string }
  | { readonly kind: "pattern"; readonly oid: string; readonly sid: string }
  | { readonly kind: "schedule"; readonly oid: string }
  | ({ readonly kind: "respond" } & PendingResponse);

/** The actions of a rule behind a `wait`. */
export interface PendingResponse {
  readonly oid: string;
  readonly sid: string | undefined;
  readonly rule: RuleIdentity;
  /** All actions of the rule. */
  readonly actions: readonly JsonObject[];
  readonly record: JsonObject;
  readonly reports: JsonObject;
  readonly metadata: JsonObject;
  readonly reported: { detection?: JsonObject };
  /** Index of the first action that is left. */
  readonly from: number;
}
