import type { JsonObject } from "../core/model/json.js";
import { asText } from "./as-text.js";
import type { Organization } from "./organization.js";

/** A change that somebody made, as the audit log says it. */
export interface Change {
  /** What kind of change, for example `hive_set`. */
  readonly etype: string;
  readonly msg: string;
  /** Who made it. */
  readonly ident: string;
  /** What was changed. */
  readonly entity: JsonObject;
}

/** Keeps a change in the organization's audit log, which rules of target `audit` see as well: flat records without `routing` (reference: events, section 1); `time` is epoch milliseconds. */
export function audit(organization: Organization, change: Change): void {
  const nowMs = organization.clock.nowMs();
  const record: JsonObject = {
    oid: organization.oid,
    ts: new Date(nowMs).toISOString(),
    time: nowMs,
    origin: "api",
    ...change,
  };
  organization.audit.add(record);
  const sensor = organization.fleet.get(asText(change.entity.sid));
  organization.onRecord(organization, { target: "audit", record, sensor });
}
