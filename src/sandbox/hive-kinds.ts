import { isJsonObject, type JsonObject } from "../core/model/json.js";

/** The permissions that one hive asks for (reference: API, 6.9). */
export interface HivePermissions {
  readonly get: string;
  readonly getMetadata: string;
  readonly set: string;
  readonly setMetadata: string;
  readonly del: string;
}

/** What makes one hive different from another. */
export interface HiveKind {
  readonly permissions: HivePermissions;
  /** Why data cannot be saved, in the service's words; undefined when it can. */
  readonly problem: (data: JsonObject) => string | undefined;
}

const ruleHive = (suffix: "" | ".managed"): HivePermissions => ({
  get: `dr.list${suffix}`,
  getMetadata: `dr.list${suffix}`,
  set: `dr.set${suffix}`,
  setMetadata: `dr.set${suffix}`,
  del: `dr.del${suffix}`,
});

const plainHive = (name: string): HivePermissions => ({
  get: `${name}.get`,
  getMetadata: `${name}.get.mtd`,
  set: `${name}.set`,
  setMetadata: `${name}.set.mtd`,
  del: `${name}.del`,
});

/** Every hive that is served: one line each. */
export const hiveKinds = {
  "dr-general": { permissions: ruleHive(""), problem: ruleProblem },
  lookup: { permissions: plainHive("lookup"), problem: lookupProblem },
} as const satisfies Readonly<Record<string, HiveKind>>;

export type HiveName = keyof typeof hiveKinds;

/** True for the name of a hive that is served. */
export function isHiveName(name: string): name is HiveName {
  return Object.hasOwn(hiveKinds, name);
}

/** A rule has `detect` and `respond` (reference: API, 9.1; error text: 6.8). */
function ruleProblem(data: JsonObject): string | undefined {
  if (!isJsonObject(data.detect)) return "error parsing rule: missing detect";
  if (!Array.isArray(data.respond)) return "error parsing rule: missing respond";
  const odd = data.respond.findIndex((item) => !isJsonObject(item) || typeof item.action !== "string");
  return odd < 0 ? undefined : `error parsing rule: respond[${odd}] has no action`;
}

const lookupMembers = ["lookup_data", "newline_content", "yaml_content"] as const;

/** A lookup has exactly one of three members (reference: API, 6.10); the exported form's extra member is taken and ignored. */
function lookupProblem(data: JsonObject): string | undefined {
  const unknown = Object.keys(data).find(
    (name) => name !== "optimized_lookup_data" && !(lookupMembers as readonly string[]).includes(name),
  );
  if (unknown !== undefined) return `error parsing lookup: unknown member ${unknown}`;
  const given = lookupMembers.filter((name) => Object.hasOwn(data, name));
  if (given.length !== 1) return `error parsing lookup: exactly one of ${lookupMembers.join(", ")} is needed`;
  const { lookup_data, newline_content = "", yaml_content = "" } = data;
  if (lookup_data !== undefined && !isJsonObject(lookup_data))
    return "error parsing lookup: lookup_data is not an object";
  if (typeof newline_content !== "string" || typeof yaml_content !== "string") {
    return "error parsing lookup: content is not text";
  }
  return undefined;
}
