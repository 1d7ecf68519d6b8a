import type { JsonObject } from "../core/model/json.js";
import { dataShapes } from "./hive-data.js";
import { type PlainHive, plainHives } from "./plain-hives.js";
import { ruleProblem } from "./rules/rule-problem.js";

/** The permissions that one hive asks for; any one of each list is enough (reference: API, 6.9). */
export interface HivePermissions {
  readonly get: readonly string[];
  readonly getMetadata: readonly string[];
  readonly set: readonly string[];
  readonly setMetadata: readonly string[];
  readonly del: readonly string[];
}

/** What makes one hive different from another. */
export interface HiveKind {
  readonly permissions: HivePermissions;
  /** `metadata`: the data is somebody else's and never shown or taken. */
  readonly content: "whole" | "metadata";
  /** Why data cannot be saved, in the service's words; undefined when it can. */
  readonly problem: (data: JsonObject) => string | undefined;
  /** JSON Schema of the data; left out where the service has none (reference: API, 6.1). */
  readonly schema?: JsonObject;
}

const ruleHive = (suffix: "" | ".managed"): HiveKind => ({
  permissions: {
    get: [`dr.list${suffix}`],
    getMetadata: [`dr.list${suffix}`],
    set: [`dr.set${suffix}`],
    setMetadata: [`dr.set${suffix}`],
    del: [`dr.del${suffix}`],
  },
  content: "whole",
  problem: ruleProblem,
});

/** Rules of the service itself: only metadata is seen and set (reference: API, 6.9). */
const serviceHive: HiveKind = {
  permissions: {
    get: ["dr.list", "dr.list.managed", "dr.list.service"],
    getMetadata: ["dr.list", "dr.list.managed", "dr.list.service"],
    set: ["dr.set", "dr.set.managed", "dr.set.service"],
    setMetadata: ["dr.set", "dr.set.managed", "dr.set.service"],
    del: ["dr.del.service"],
  },
  content: "metadata",
  problem: ruleProblem,
};

const plainPermissions = (name: string): HivePermissions => ({
  get: [`${name}.get`],
  getMetadata: [`${name}.get.mtd`, `${name}.get`],
  set: [`${name}.set`],
  setMetadata: [`${name}.set.mtd`, `${name}.set`],
  del: [`${name}.del`],
});

const anyData = (): undefined => undefined;

/** A hive whose data has a documented form. */
const shapedHive = (permission: string, shape: keyof typeof dataShapes): HiveKind => ({
  permissions: plainPermissions(permission),
  content: "whole",
  ...dataShapes[shape],
});

const plainHive = (permission: string): HiveKind => ({
  permissions: plainPermissions(permission),
  content: "whole",
  problem: anyData,
  schema: { type: "object" },
});

const plainKinds = Object.fromEntries(
  Object.entries(plainHives).map(([name, permission]) => [name, plainHive(permission)]),
) as Record<PlainHive, HiveKind>;

const falsePositives = ["fp.ctrl"] as const;

/** Every hive that is served: one line each. */
const hiveKinds = {
  "dr-general": ruleHive(""),
  "dr-managed": ruleHive(".managed"),
  "dr-service": serviceHive,
  fp: {
    permissions: {
      get: falsePositives,
      getMetadata: falsePositives,
      set: falsePositives,
      setMetadata: falsePositives,
      del: falsePositives,
    },
    content: "whole",
    problem: (data) => (Object.keys(data).length === 0 ? "error parsing rule: empty" : undefined),
  },
  lookup: shapedHive("lookup", "lookup"),
  secret: shapedHive("secret", "secret"),
  yara: shapedHive("yara", "yara"),
  query: shapedHive("query", "query"),
  cloud_sensor: shapedHive("cloudsensor", "adapter"),
  external_adapter: shapedHive("externaladapter", "adapter"),
  ...plainKinds,
  extension_config: {
    permissions: plainPermissions(plainHives.extension_config),
    content: "whole",
    problem: anyData,
  },
} as const satisfies Readonly<Record<string, HiveKind>>;

export type HiveName = keyof typeof hiveKinds;

/** The names of all hives. */
export const hiveNames = Object.keys(hiveKinds).filter(isHiveName);

/** True for the name of a hive that is served. */
export function isHiveName(name: string): name is HiveName {
  return Object.hasOwn(hiveKinds, name);
}

/** What is special about a hive. */
export function hiveKind(name: HiveName): HiveKind {
  return hiveKinds[name];
}

/** True for a record that an extension or the platform owns (reference: API, 3.6). */
export function isOwnedByExtension({ tags }: { readonly tags: readonly string[] }): boolean {
  return tags.some((tag) => tag.startsWith("ext:") || tag === "lc:system");
}
