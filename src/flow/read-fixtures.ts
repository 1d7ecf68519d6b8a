import { parse } from "yaml";
import type { Fixtures } from "../core/detection/evaluate.js";
import { isJsonObject, type Json } from "../core/model/json.js";

/**
 * Fixtures of rule tests from YAML or JSON: `now` in epoch seconds, `vars` (name to list of values), `lookups` (name to records).
 * Throws when the text is anything else.
 */
export function readFixtures(file: string, text: string): Fixtures {
  const value = parse(text, { version: "1.2", schema: "core" }) as Json;
  if (!isJsonObject(value)) throw new Error(`Cannot read the fixtures in ${file}: it is no map`);
  const { now, vars, lookups, ...others } = value;
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined)
    throw new Error(`Cannot read the fixtures in ${file}: ${unknown} is none of now, vars, lookups`);
  if (now !== undefined && typeof now !== "number")
    throw new Error(`Cannot read the fixtures in ${file}: now is epoch seconds, a number`);
  return {
    ...(now === undefined ? {} : { nowMs: now * 1000 }),
    ...(vars === undefined ? {} : { variables: namedLists(file, vars) }),
    ...(lookups === undefined ? {} : { lookups: namedMaps(file, lookups) }),
  };
}

function namedLists(file: string, value: Json): NonNullable<Fixtures["variables"]> {
  if (isJsonObject(value) && Object.values(value).every((each) => Array.isArray(each)))
    return value as NonNullable<Fixtures["variables"]>;
  throw new Error(`Cannot read the fixtures in ${file}: vars is a map of lists`);
}

function namedMaps(file: string, value: Json): NonNullable<Fixtures["lookups"]> {
  if (isJsonObject(value) && Object.values(value).every(isJsonObject))
    return value as NonNullable<Fixtures["lookups"]>;
  throw new Error(`Cannot read the fixtures in ${file}: lookups is a map of maps`);
}
