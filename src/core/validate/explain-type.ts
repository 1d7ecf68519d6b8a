import { isJsonObject } from "../model/json.js";
import { expected, found, isSecret, yamlLine } from "./describe.js";
import { type Explanation, type Mistake, nameOf } from "./mistake.js";

/** A value of another type than the schema asks for. */
export function explainType(mistake: Mistake): Explanation {
  const { path, source, error } = mistake;
  const types = [mistake.schema.type].flat();
  return {
    about: "type",
    message: `Cannot use ${nameOf(mistake)}: it is ${found(error.data, path)}, not ${expected(types)}`,
    fix: fixFor(mistake, types),
    at: source.value(path),
  };
}

function fixFor(mistake: Mistake, types: readonly string[]): string {
  const value: unknown = mistake.error.data;
  if (mistake.path.length === 0)
    return "Write keys and values; further tasks are documents of their own, with --- between them";
  if (value === null) return "Write a value after the colon, or remove the line";
  if (types.includes("boolean") && typeof value === "string") return fixForBoolean(value);
  if (types.includes("array") && typeof value === "string")
    return `Write a list: ${yamlLine(keyOf(mistake), [value])}`;
  if (types.includes("array") && isJsonObject(value))
    return "Write a list: put - before its first key and indent the others";
  if (types.includes("string") && !types.includes("integer") && typeof value !== "object")
    return fixForText(mistake);
  if (types.includes("integer") && typeof value === "string" && /^\d+$/.test(value)) {
    return `Remove the quotes: ${value}`;
  }
  return fixByExample(mistake, types);
}

/** YAML 1.1 had many words for true; 1.2 reads them as text. */
function fixForBoolean(written: string): string {
  if (/^(?:y|yes|on|true)$/i.test(written)) return "Write true: YAML 1.2 reads other words for it as text";
  if (/^(?:n|no|off|false)$/i.test(written)) return "Write false: YAML 1.2 reads other words for it as text";
  return "Write true or false";
}

/** Digests, names and versions that look like numbers are numbers, unless quoted. */
function fixForText({ path, source }: Mistake): string {
  const written = source.written(path);
  if (written === undefined || isSecret(path)) return "Put it in quotes";
  return `Put it in quotes: "${written}"`;
}

const keyOf = ({ path }: Mistake): string => String(path.at(-1));

function fixByExample(mistake: Mistake, types: readonly string[]): string {
  const example = mistake.schema.examples?.[0];
  const key = keyOf(mistake);
  if (example !== undefined && !/^\d*$/.test(key))
    return `Write ${expected(types)}, for example: ${yamlLine(key, example)}`;
  return `Write ${expected(types)}`;
}
