import { isJsonObject, type Json } from "../../core/model/json.js";
import { gatewayRefuse } from "../answer.js";
import { admit } from "../call.js";
import type { Item, Scope, Section } from "./section.js";
import { type Shape, shaped } from "./shapes.js";

/** Rules of one kind: their name in operations, and their form (seen in the Go client, which the extension is made with). */
interface RuleKind {
  readonly type: string;
  readonly shape: Shape;
}

const targets: Shape = { tags: "texts", platforms: "texts" };

const integrity: RuleKind = { type: "integrity", shape: { patterns: "texts", ...targets } };
const artifact: RuleKind = {
  type: "artifact",
  shape: {
    is_ignore_cert: "flag",
    is_delete_after: "flag",
    days_retention: "count",
    patterns: "texts",
    ...targets,
  },
};
const exfilEvent: RuleKind = { type: "exfil-list", shape: { events: "texts", filters: "filters" } };
const exfilWatch: RuleKind = {
  type: "exfil-watch",
  shape: { event: "text", value: "text", path: "texts", operator: "text", filters: "filters" },
};
const yaraRule: RuleKind = { type: "yara-rule", shape: { sources: "texts", filters: "filters" } };
const yaraSource: RuleKind = { type: "yara-source", shape: { source: "text" } };

/** A root that holds rules by name, or groups of them; they are kept and do nothing here. */
function serviceSection(root: string, option: string, groups: Readonly<Record<string, RuleKind>>): Section {
  const kinds = Object.entries(groups);
  const storeKey = ({ type, name }: Item): string => `${type}/${name}`;
  return {
    root,
    option,
    live: (scope) => {
      allow(scope);
      return kinds.flatMap(([, { type }]) => liveOf(scope, type));
    },
    declared: (given) =>
      kinds.flatMap(([group, kind]) => declaredOf(root, kind, groupOf(root, given, group))),
    document: (items) => {
      const parts = kinds.map(([group, { type }]) => [group, byName(items, type)] as const);
      return Object.hasOwn(groups, "") ? (parts[0]?.[1] ?? {}) : Object.fromEntries(parts);
    },
    check: allow,
    write: (scope, item) => {
      if (isJsonObject(item.value)) scope.organization.serviceRules.set(storeKey(item), item.value);
    },
    remove: (scope, item) => {
      scope.organization.serviceRules.delete(storeKey(item));
    },
  };
}

const allow = ({ call, organization }: Scope): void => {
  admit(call, organization.oid, "");
};

function liveOf({ organization }: Scope, type: string): readonly Item[] {
  const start = `${type}/`;
  return [...organization.serviceRules]
    .filter(([key]) => key.startsWith(start))
    .map(([key, value]) => ({ type, name: key.slice(start.length), value }));
}

/** The rules of one group; the whole root where groups have no names. */
function groupOf(root: string, given: Json, group: string): Json {
  if (group === "") return given;
  if (!isJsonObject(given)) throw gatewayRefuse(400, `error parsing config: ${root} is not a map`);
  return given[group] ?? {};
}

function declaredOf(root: string, { type, shape }: RuleKind, given: Json): readonly Item[] {
  if (!isJsonObject(given)) throw gatewayRefuse(400, `error parsing config: ${root} is not a map`);
  return Object.entries(given).map(([name, rule]) => ({
    type,
    name,
    value: shaped(`${type} ${name}`, shape, rule),
  }));
}

const byName = (items: readonly Item[], wanted: string): Json =>
  Object.fromEntries(items.filter(({ type }) => type === wanted).map(({ name, value }) => [name, value]));

/** The roots of services whose rules are kept (reference: API, 9.3; forms and names: seen in the Go client). */
export const serviceSections: readonly Section[] = [
  serviceSection("integrity", "sync_integrity", { "": integrity }),
  serviceSection("artifact", "sync_artifacts", { "": artifact }),
  serviceSection("exfil", "sync_exfil", { watch: exfilWatch, list: exfilEvent }),
  serviceSection("yara", "sync_yara", { sources: yaraSource, rules: yaraRule }),
];
