import type { ErrorObject } from "ajv";
import type { Position } from "../model/finding.js";
import { isJsonObject, type Json } from "../model/json.js";
import { nearestName } from "../model/nearest.js";
import { checks } from "./checks.js";
import { type Path, pathText, type Source } from "./source.js";

/** What a document is meant to be. */
export type Kind = "config" | "organization" | "task";

/** The parts of a schema that explanations read. Each is read only for the keyword that needs it; a test of the schemas sees to it that it is there. */
export interface SchemaPart {
  readonly type: string | readonly string[];
  readonly properties: { readonly [key: string]: SchemaPart };
  readonly pattern: string;
  readonly patternErrorMessage: string;
  readonly examples?: readonly Json[];
  readonly enum?: readonly Json[];
  readonly const?: Json;
}

/** One thing that a schema says is wrong, with its place. */
export interface Mistake {
  readonly kind: Kind;
  readonly path: Path;
  /** The key it is about, when it is about a key of the mapping at `path`. */
  readonly member?: string;
  readonly error: ErrorObject;
  /** The schema that the value at `path` fails. */
  readonly schema: SchemaPart;
  readonly source: Source;
}

/** What to tell people about a mistake. */
export interface Explanation {
  readonly about: keyof (typeof checksOf)[Kind];
  readonly message: string;
  readonly fix: string;
  readonly at: Position;
}

/** Gives an error of the validator its place. */
export function mistakeOf(kind: Kind, error: ErrorObject, source: Source): Mistake {
  const path = error.instancePath.split("/").slice(1).map(unescapePointer);
  const member = memberOf(error);
  return {
    kind,
    path,
    error,
    source,
    schema: partOf(error.parentSchema),
    ...(member === undefined ? {} : { member }),
  };
}

/** The validators are compiled to carry the schema of each error. */
function partOf(schema: unknown): SchemaPart {
  assertPart(schema);
  return schema;
}

function assertPart(schema: unknown): asserts schema is SchemaPart {
  if (!isJsonObject(schema))
    throw new TypeError("Cannot explain an error of a validator: it carries no schema");
}

const unescapePointer = (part: string): string => part.replaceAll("~1", "/").replaceAll("~0", "~");

function memberOf(error: ErrorObject): string | undefined {
  const member: unknown =
    error.propertyName ?? error.params["additionalProperty"] ?? error.params["missingProperty"];
  return typeof member === "string" ? member : undefined;
}

const ofOrganizations = {
  apiKey: "apiKeyEnv",
  api_key: "apiKeyEnv",
  uid: "uidEnv",
  variables: "vars",
  tags: "labels",
};

/** Other words people use for our keys; nearest spelling does not find them. */
const otherWords: { readonly [kind in Kind]: { readonly [word: string]: string } } = {
  task: {
    command: "task",
    cmd: "task",
    platform: "plat",
    platforms: "plat",
    tags: "tag",
    sids: "sid",
    sensor: "sid",
    sensors: "selector",
    target: "selector",
    timeout: "ttl",
    expiry: "ttl",
    retention: "ttl",
    inv_id: "context",
    investigation_id: "context",
    rule: "response",
    rules: "response",
    respond: "response",
    detect: "response",
    orgs: "organizations",
    not_match: "non_match",
  },
  config: {
    ...ofOrganizations,
    name: "project",
    orgs: "organizations",
  },
  organization: { ...ofOrganizations, name: "alias", org: "oid", id: "oid" },
};

/** The key that was probably meant by an unknown one. */
export function meantKey(mistake: Mistake): string | undefined {
  const written = String(mistake.member);
  const known = knownKeys(mistake);
  const byWord = Object.hasOwn(otherWords[mistake.kind], written)
    ? otherWords[mistake.kind][written]
    : undefined;
  return byWord !== undefined && known.includes(byWord) ? byWord : nearestName(written, known);
}

/** The keys that the mapping may have. */
export const knownKeys = ({ schema }: Mistake): string[] => Object.keys(schema.properties);

/** What the value is called in a message. */
export function nameOf({ kind, path }: Mistake): string {
  if (path.length > 0) return pathText(path);
  return names[kind];
}

const names: { readonly [kind in Kind]: string } = {
  task: "the task",
  config: "the configuration",
  organization: "the organization",
};

const configChecks = {
  unknownKey: checks.configUnknownKey,
  missingKey: checks.configMissingKey,
  type: checks.configType,
  value: checks.configValue,
};

/** The checks of one kind of file. An organization file is a part of the configuration. */
export const checksOf = {
  config: configChecks,
  organization: configChecks,
  task: {
    unknownKey: checks.taskUnknownKey,
    missingKey: checks.taskMissingKey,
    type: checks.taskType,
    value: checks.taskValue,
  },
} as const;
