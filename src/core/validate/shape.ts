import type { ErrorObject } from "ajv";
import type { Finding } from "../model/finding.js";
import { isJsonObject } from "../model/json.js";
import { explain } from "./explain.js";
import { explainTarget, targetKeys, targetsOf } from "./explain-target.js";
import { config, organization, task } from "./generated/validators.js";
import { type Kind, meantKey, type Mistake, mistakeOf } from "./mistake.js";
import type { Source } from "./source.js";

/** What the shape check of one document says. */
export interface ShapeResult {
  readonly findings: readonly Finding[];
  /** Members of the root that have a mistake in them; all others have the type that the schema says. */
  readonly broken: ReadonlySet<string>;
  /** Where the mistakes are. */
  readonly places: readonly MistakePlace[];
}

/** A value that is wrong, or the key of the mapping at `path` that is. */
export type MistakePlace = Pick<Mistake, "path" | "member">;

/** Each is true for data of the right shape; `shapeFindings` says what is wrong with other data. */
export const validators = { config, organization, task };

/** Says what is wrong with data that its validator has just refused, where, and how to put it right. */
export function shapeFindings(kind: Kind, source: Source): ShapeResult {
  const errors = validators[kind].errors ?? [];
  const mistakes = independent(errors.map((error) => mistakeOf(kind, error, source)));
  const meant = new Set(mistakes.flatMap((mistake) => meantAtRoot(mistake)));
  const findings = mistakes.flatMap((mistake) => {
    if (mistake.path.length === 0 && isCausedByTypo(mistake.error, meant)) return [];
    return [mistake.error.keyword === "oneOf" ? explainTarget(mistake) : explain(mistake)];
  });
  const broken = new Set(mistakes.map(({ path }) => String(path[0] ?? "")));
  return { findings, broken, places: mistakes };
}

/** One mistake per value: a value of the wrong type fails in other ways as well, which nobody needs to read. */
function independent(mistakes: readonly Mistake[]): Mistake[] {
  const seen = new Set<string>();
  return mistakes.filter((mistake) => {
    const id = JSON.stringify([mistake.path, mistake.member ?? null]);
    if (isConsequence(mistake.error) || seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

/** The branches of the target's `oneOf`, a target of what is no mapping at all, and the wrapper that follows an error in a key. */
function isConsequence({ schemaPath, keyword, data }: ErrorObject): boolean {
  if (keyword === "oneOf") return !isJsonObject(data);
  return schemaPath.startsWith("#/oneOf/") || keyword === "propertyNames";
}

function meantAtRoot(mistake: Mistake): string[] {
  if (mistake.error.keyword !== "additionalProperties" || mistake.path.length > 0) return [];
  const meant = meantKey(mistake);
  return meant === undefined ? [] : [meant];
}

/** `nmae: x` is one mistake, not two: the unknown key says that `name` is meant. */
function isCausedByTypo({ keyword, params, data }: ErrorObject, meant: ReadonlySet<string>): boolean {
  if (keyword === "required") return meant.has(String(params["missingProperty"]));
  return keyword === "oneOf" && targetKeys.some((key) => meant.has(key)) && targetsOf(data).length === 0;
}
