import { parse, type Tags } from "yaml";
import { canonicalJson } from "../../core/model/canonical.js";
import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { gatewayRefuse, Refusal } from "../answer.js";
import type { ExtensionRequest } from "../extension-request.js";
import { hivesSection } from "./hives-section.js";
import { installationKeysSection } from "./installation-keys-section.js";
import { falsePositivesSection, rulesSection } from "./rules-sections.js";
import { serviceSections } from "./service-sections.js";
import { extensionsSection, outputsSection, resourcesSection, valuesSection } from "./named-sections.js";
import type { Item, Scope, Section } from "./section.js";

/** Every root that is served, in the order in which they are pushed: one line each. */
const sections: readonly Section[] = [
  resourcesSection,
  extensionsSection,
  valuesSection,
  rulesSection,
  falsePositivesSection,
  outputsSection,
  ...serviceSections,
  hivesSection,
  installationKeysSection,
];

/** The version of the document; a higher one is refused (reference: API, 9.3). */
const version = 3;

interface Asked {
  readonly section: Section;
  readonly wanted: Json;
}

/** Sections that the options ask for; a hive map without a `true` asks for nothing. */
function askedFor(options: JsonObject): readonly Asked[] {
  return sections.flatMap((section) => {
    const wanted = options[section.option] ?? false;
    const some = isJsonObject(wanted) && Object.values(wanted).includes(true);
    return wanted === true || some ? [{ section, wanted }] : [];
  });
}

/** `fetch`: the configuration as an object; a text would break the official client (reference: API, 9.3). */
export function fetchConfiguration({ organization, call, data }: ExtensionRequest): Json {
  const roots = askedFor(optionsOf(data)).map(({ section, wanted }) => [
    section.root,
    section.document(section.live({ organization, call }, wanted), wanted),
  ]);
  return { org: { version, ...Object.fromEntries(roots) } };
}

/**
 * `push`: makes what is live as the configuration says and answers what that took. A thing that is new or differs is `is_added`; with
 * `is_force`, what is not in the configuration `is_removed`; the rest is neither. A dry run checks and changes nothing.
 */
export function pushConfiguration({ organization, call, data }: ExtensionRequest): Json {
  const options = optionsOf(data);
  const config = readConfig(data.config);
  const run: Run = {
    scope: { organization, call },
    dry: options.is_dry_run === true,
    force: options.is_force === true,
    ignoring: options.ignore_inaccessible === true,
    ops: [],
    errors: unserved(config),
  };
  for (const asked of askedFor(options)) pushSection(run, asked, config);
  return { ops: run.ops, errors: run.errors };
}

interface Run {
  readonly scope: Scope;
  readonly dry: boolean;
  readonly force: boolean;
  readonly ignoring: boolean;
  readonly ops: Json[];
  readonly errors: string[];
}

function pushSection(run: Run, { section, wanted }: Asked, config: JsonObject): void {
  const given = config[section.root];
  if (given === undefined && !run.force) return;
  const declared = given === undefined ? [] : section.declared(given, wanted);
  const live = new Map(attempt(run, section.root, () => section.live(run.scope, wanted), []).map(keyed));
  const act = run.dry ? section.check : section.write;
  for (const item of declared) {
    const same = canonicalJson(live.get(keyOf(item))?.value ?? null) === canonicalJson(item.value);
    live.delete(keyOf(item));
    if (!same && !succeeds(run, item, () => act(run.scope, item))) continue;
    run.ops.push({ type: item.type, name: item.name, is_added: !same, is_removed: false });
  }
  if (!run.force || (section.sparedWhenEmpty && declared.length === 0)) return;
  for (const item of live.values()) {
    if (!run.dry && !succeeds(run, item, () => section.remove(run.scope, item))) continue;
    run.ops.push({ type: item.type, name: item.name, is_added: false, is_removed: true });
  }
}

const keyOf = ({ type, name }: Item): string => `${type}/${name}`;
const keyed = (item: Item): readonly [string, Item] => [keyOf(item), item];

function succeeds(run: Run, item: Item, work: () => void): boolean {
  return attempt(run, keyOf(item), () => (work(), true), false);
}

/** What the work gives, or the fallback when it is refused; the refusal becomes an error of the push, unless what is inaccessible is to be ignored. */
function attempt<T>(run: Run, what: string, work: () => T, fallback: T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (!(run.ignoring && /unauthorized/i.test(error.reason))) run.errors.push(`${what}: ${error.reason}`);
    return fallback;
  }
}

function optionsOf(data: JsonObject): JsonObject {
  const options = data.options ?? {};
  if (!isJsonObject(options)) throw gatewayRefuse(400, "error parsing options: not an object");
  return options;
}

/**
 * The words `y` and `n` alone are text: the Python client writes them without quotes and means text, the service reads them so.
 * All other words of YAML 1.1 are what YAML 1.1 says.
 */
const lettersAreText = (tags: Tags): Tags =>
  tags.map((tag) => {
    if (typeof tag !== "object" || tag.tag !== "tag:yaml.org,2002:bool" || !("test" in tag) || !tag.test)
      return tag;
    return { ...tag, test: new RegExp(`(?!^[YyNn]$)${tag.test.source}`) };
  });

/** The document; clients write YAML 1.1 (reference: API, 9.4). */
function readConfig(text: Json | undefined): JsonObject {
  if (typeof text !== "string") throw gatewayRefuse(400, "missing config");
  const config = parsed(text);
  if (!isJsonObject(config)) throw gatewayRefuse(400, "error parsing config: not a map");
  if (typeof config.version !== "number") throw gatewayRefuse(400, "error parsing config: missing version");
  if (config.version > version)
    throw gatewayRefuse(400, `error parsing config: version ${config.version} is not supported`);
  return config;
}

function parsed(text: string): Json {
  try {
    const value: unknown = parse(text, {
      version: "1.1",
      schema: "yaml-1.1",
      maxAliasCount: 100,
      customTags: lettersAreText,
    });
    return JSON.parse(JSON.stringify(value ?? null)) as Json;
  } catch {
    throw gatewayRefuse(400, "error parsing config: not YAML");
  }
}

/** Roots that the service knows and the sandbox does not serve: said, not overlooked. */
function unserved(config: JsonObject): string[] {
  const served = new Set(["version", "include", ...sections.map(({ root }) => root)]);
  return Object.keys(config)
    .filter((root) => !served.has(root) && !isEmpty(config[root]))
    .map((root) => `${root}: not served by the sandbox`);
}

const isEmpty = (value: Json | undefined): boolean =>
  value === null || value === undefined || (typeof value === "object" && Object.keys(value).length === 0);
