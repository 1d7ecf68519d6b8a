import type { Json, JsonObject } from "../core/model/json.js";
import { gatewayRefuse, Refusal } from "./answer.js";
import type { Call } from "./call.js";
import type { HiveName } from "./hive-kinds.js";
import { listRecords, setRecord } from "./hive-operations.js";
import type { UserMetadata } from "./hive-records.js";

/** What older clients call the hives of rules (reference: API, 6.11); `replicant` is the older name of `service` (seen in the Python client). */
const namespaces = {
  general: "dr-general",
  managed: "dr-managed",
  service: "dr-service",
  replicant: "dr-service",
} as const satisfies Record<string, HiveName>;

/** A namespace with rules that can be read. */
export const ruleNamespaces = ["general", "managed"] as const;

/** The hive of a namespace; the general one when it is left out. Throws a 400 for an unknown one. */
export function namespaceHive(namespace: string): HiveName {
  const name = namespace === "" ? "general" : namespace;
  const hive = Object.entries(namespaces).find(([known]) => known === name)?.[1];
  if (!hive) throw gatewayRefuse(400, `unknown namespace: ${namespace}`);
  return hive;
}

/** A rule as it was before there were hives: what the record's data says, and these. */
export interface LegacyRule extends JsonObject {
  readonly namespace: string;
  readonly is_enabled: boolean;
}

/** The rules of a namespace by name. Throws as listing its hive does. */
export function legacyRules(call: Call, oid: string, namespace: string): ReadonlyMap<string, LegacyRule> {
  const records = listRecords(call, { hive: namespaceHive(namespace), partition: oid, key: "" });
  return new Map(
    Object.entries(records as Records).map(([name, { data, usr_mtd }]) => [
      name,
      { ...data, namespace: namespace === "" ? "general" : namespace, is_enabled: usr_mtd.enabled },
    ]),
  );
}

type Records = Readonly<Record<string, { readonly data: JsonObject; readonly usr_mtd: UserMetadata }>>;

/** As `legacyRules`, and nothing for a namespace that the caller may not read. */
export function readableRules(call: Call, oid: string, namespace: string): ReadonlyMap<string, LegacyRule> {
  try {
    return legacyRules(call, oid, namespace);
  } catch (error) {
    if (error instanceof Refusal) return new Map();
    throw error;
  }
}

/** False positive rules by name. Throws as listing their hive does. */
export function legacyFalsePositives(call: Call, oid: string): ReadonlyMap<string, JsonObject> {
  const records = listRecords(call, { hive: "fp", partition: oid, key: "" });
  return new Map(Object.entries(records as Records).map(([name, { data }]) => [name, data]));
}

/** A rule of an older client and where it goes. */
export interface LegacyWrite {
  readonly hive: HiveName;
  readonly oid: string;
  readonly name: string;
  readonly data: JsonObject;
  readonly enabled: boolean;
  /** As `usr_mtd.expiry`. */
  readonly expiry?: number;
}

/** Stores a rule; the answer is that of a hive write (seen in the Python client's tests). */
export function writeLegacy(call: Call, { hive, oid, name, data, enabled, expiry = 0 }: LegacyWrite): Json {
  const target = { hive, partition: oid, key: name };
  return setRecord(call, target, { data, usr_mtd: { enabled, expiry, tags: [], comment: "" } });
}
