import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { gatewayRefuse } from "../answer.js";
import { admit } from "../call.js";
import { deleteRecord, validateRecord } from "../hive-operations.js";
import {
  legacyFalsePositives,
  type LegacyWrite,
  namespaceHive,
  readableRules,
  ruleNamespaces,
  writeLegacy,
} from "../legacy-rules.js";
import type { Item, Scope, Section } from "./section.js";

const byName = (items: readonly Item[]): Json =>
  Object.fromEntries(items.map(({ name, value }) => [name, value]));

function mapped(root: string, given: Json): readonly (readonly [string, JsonObject])[] {
  if (!isJsonObject(given)) throw gatewayRefuse(400, `error parsing config: ${root} is not a map`);
  return Object.entries(given).map(([name, rule]) => {
    if (!isJsonObject(rule)) throw gatewayRefuse(400, `error parsing config: ${root}.${name} is not a map`);
    return [name, rule];
  });
}

function ruleWrite({ organization }: Scope, { name, value }: Item): LegacyWrite {
  const { namespace, is_enabled, ...data } = value as JsonObject;
  const hive = namespaceHive(typeof namespace === "string" ? namespace : "");
  return { hive, oid: organization.oid, name, data, enabled: is_enabled === true };
}

function remove(scope: Scope, hive: string, key: string): void {
  deleteRecord(scope.call, { hive, partition: scope.organization.oid, key });
}

const check = (scope: Scope, { hive, oid, name, data }: LegacyWrite): void => {
  validateRecord(scope.call, { hive, partition: oid, key: name }, { data });
};

/** `rules`: D&R rules of all namespaces that can be read, the older form of `hives` (seen in both official clients). */
export const rulesSection: Section = {
  root: "rules",
  option: "sync_dr",
  live: ({ call, organization }) =>
    ruleNamespaces.flatMap((namespace) =>
      [...readableRules(call, organization.oid, namespace)]
        .filter(([name]) => !name.startsWith("__"))
        .map(([name, value]) => ({ type: "dr-rule", name, value })),
    ),
  declared: (given) =>
    mapped("rules", given).map(([name, { name: _name, ...rule }]) => ({
      type: "dr-rule",
      name,
      value: { ...rule, namespace: rule.namespace ?? "general", is_enabled: rule.is_enabled ?? true },
    })),
  document: byName,
  check: (scope, item) => check(scope, ruleWrite(scope, item)),
  write: (scope, item) => {
    const wanted = ruleWrite(scope, item);
    for (const namespace of ruleNamespaces) {
      const hive = namespaceHive(namespace);
      const moved = hive !== wanted.hive && readableRules(scope.call, wanted.oid, namespace).has(item.name);
      if (moved) remove(scope, hive, item.name);
    }
    writeLegacy(scope.call, wanted);
  },
  remove: (scope, item) => remove(scope, ruleWrite(scope, item).hive, item.name),
};

const fpWrite = ({ organization }: Scope, { name, value }: Item): LegacyWrite => {
  const { data } = value as JsonObject;
  return { hive: "fp", oid: organization.oid, name, data: isJsonObject(data) ? data : {}, enabled: true };
};

/** `fps`: false positive rules, the older form of `hives` (seen in both official clients). */
export const falsePositivesSection: Section = {
  root: "fps",
  option: "sync_fp",
  live: ({ call, organization }) => {
    admit(call, organization.oid, "fp.ctrl");
    return [...legacyFalsePositives(call, organization.oid)].map(([name, data]) => ({
      type: "fp-rule",
      name,
      value: { data },
    }));
  },
  declared: (given) =>
    mapped("fps", given).map(([name, { data = {} }]) => ({ type: "fp-rule", name, value: { data } })),
  document: byName,
  check: (scope, item) => check(scope, fpWrite(scope, item)),
  write: (scope, item) => {
    writeLegacy(scope.call, fpWrite(scope, item));
  },
  remove: (scope, { name }) => remove(scope, "fp", name),
};
