import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { gatewayRefuse } from "../answer.js";
import { admit } from "../call.js";
import { isExtensionName } from "../extension-request.js";
import { modules, streams } from "../outputs.js";
import { subscribe, unsubscribe } from "../subscriptions.js";
import type { Item, Scope, Section } from "./section.js";

const allow = ({ call, organization }: Scope, permission: string): void => {
  admit(call, organization.oid, permission);
};

const textOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));

/** A map as things of one kind. Throws a 400 for anything else. */
function mapItems(type: string, given: Json, value: (member: Json) => Json): readonly Item[] {
  if (!isJsonObject(given)) throw gatewayRefuse(400, `error parsing config: ${type} is not a map`);
  return Object.entries(given).map(([name, member]) => ({ type, name, value: value(member) }));
}

const byName = (items: readonly Item[]): Json =>
  Object.fromEntries(items.map(({ name, value }) => [name, value]));

/** An output without its name, every setting as text, its stream under `for`. */
function outputSettings(member: Json): Json {
  if (!isJsonObject(member)) throw gatewayRefuse(400, "error parsing config: an output is not a map");
  const { name: _name, type, ...settings } = member;
  const stream = type === undefined ? {} : { for: type };
  return Object.fromEntries(
    Object.entries({ ...stream, ...settings }).map(([key, value]) => [key, textOf(value)]),
  );
}

function checkOutput(scope: Scope, { name, value }: Item): void {
  allow(scope, "output.set");
  const { module = "", for: stream = "" } = value as Readonly<Record<string, string>>;
  if (!modules.has(module)) throw gatewayRefuse(400, `unknown output module: ${module} (${name})`);
  if (!streams.has(stream)) throw gatewayRefuse(400, `unknown output type: ${stream} (${name})`);
}

/** `outputs`: name to settings. */
export const outputsSection: Section = {
  root: "outputs",
  option: "sync_outputs",
  live: (scope) => {
    allow(scope, "output.list");
    return [...scope.organization.outputs].map(([name, output]) => ({
      type: "output",
      name,
      value: outputSettings(output),
    }));
  },
  declared: (given) => mapItems("output", given, outputSettings),
  document: byName,
  check: checkOutput,
  write: (scope, item) => {
    checkOutput(scope, item);
    scope.organization.outputs.set(item.name, { ...(item.value as JsonObject), name: item.name });
  },
  remove: (scope, { name }) => {
    allow(scope, "output.del");
    scope.organization.outputs.delete(name);
  },
};

/** `org-value`: name to text. */
export const valuesSection: Section = {
  root: "org-value",
  option: "sync_org_values",
  live: (scope) => {
    allow(scope, "org.conf.get");
    return [...scope.organization.values].map(([name, value]) => ({ type: "org-value", name, value }));
  },
  declared: (given) => mapItems("org-value", given, textOf),
  document: byName,
  check: (scope) => allow(scope, "org.conf.set"),
  write: (scope, { name, value }) => {
    allow(scope, "org.conf.set");
    scope.organization.values.set(name, textOf(value));
  },
  remove: (scope, { name }) => {
    allow(scope, "org.conf.set");
    scope.organization.values.delete(name);
  },
};

function checkExtension(scope: Scope, name: string): void {
  allow(scope, "ext.sub");
  if (!isExtensionName(name)) throw gatewayRefuse(400, `no such extension: ${name}`);
}

/**
 * Subscriptions: under `extensions` as a list, under `resources` by category (reference: API, 3.1). Operations call them `extension` and
 * `resource`, the latter with its category before its name (seen in the Go client).
 */
function subscriptionsSection(
  form: Pick<Section, "root" | "option" | "document" | "sparedWhenEmpty"> & {
    readonly type: string;
    readonly prefix: string;
    readonly names: (given: Json) => Json;
  },
): Section {
  const item = (name: string): Item => ({ type: form.type, name: `${form.prefix}${name}`, value: true });
  const extension = ({ name }: Item): string =>
    name.startsWith(form.prefix) ? name.slice(form.prefix.length) : name;
  return {
    ...form,
    live: (scope) => {
      allow(scope, "ext.sub");
      return [...scope.organization.subscriptions].map(item);
    },
    declared: (given) => {
      const names = form.names(given);
      if (!Array.isArray(names)) throw gatewayRefuse(400, `error parsing config: ${form.root} has no list`);
      return names.map((name) => ({ type: form.type, name: textOf(name), value: true }));
    },
    check: (scope, wanted) => checkExtension(scope, extension(wanted)),
    write: (scope, wanted) => {
      checkExtension(scope, extension(wanted));
      subscribe(scope.organization, extension(wanted), scope.call.caller.ident);
    },
    remove: (scope, unwanted) => {
      allow(scope, "ext.sub");
      unsubscribe(scope.organization, extension(unwanted), scope.call.caller.ident);
    },
  };
}

const category = "extension/";

const fullNames = ([kind, names]: readonly [string, Json]): readonly Json[] =>
  Array.isArray(names) ? names.map((name) => `${kind}/${textOf(name)}`) : [`${kind}/${textOf(names)}`];

export const extensionsSection = subscriptionsSection({
  root: "extensions",
  option: "sync_extensions",
  type: "extension",
  prefix: "",
  document: (items) => items.map(({ name }) => name),
  names: (given) => given,
});

export const resourcesSection = subscriptionsSection({
  root: "resources",
  option: "sync_resources",
  type: "resource",
  prefix: category,
  document: (items) => ({ extension: items.map(({ name }) => name.slice(category.length)) }),
  names: (given) => (isJsonObject(given) ? Object.entries(given).flatMap(fullNames) : given),
  sparedWhenEmpty: true,
});
