import { isJsonObject, type Json } from "../model/json.js";
import { parseCidr } from "./addresses.js";
import { parseGoDuration } from "./go-duration.js";
import {
  fault,
  isNumber,
  isText,
  lenientText,
  type ParameterType,
  simpleType,
  wrongType,
} from "./parameter-type.js";
import { compilePattern } from "./pattern.js";
import { kindOf, shown } from "./problem.js";
import { parseSlice } from "./sub-domain.js";
import { plainText } from "./written.js";

/** A path into the record. */
export const path: ParameterType = {
  name: "path",
  expected: "a path such as event/FILE_PATH",
  schema: { type: "string", minLength: 1 },
  check: (value) => {
    if (!isText(value)) return wrongType(path, value);
    return value === ""
      ? fault("must be a path, not empty", "write a path such as event/FILE_PATH")
      : undefined;
  },
};

/** A value to compare with: text, number or boolean. */
export const scalar: ParameterType = simpleType(
  {
    name: "scalar",
    expected: "text, a number or a boolean",
    schema: { type: ["string", "number", "boolean"] },
  },
  (value) => isText(value) || isNumber(value) || typeof value === "boolean",
);

/** Text. */
export const text: ParameterType = lenientText(
  { name: "text", expected: "text", schema: { type: "string" } },
  () => undefined,
);

/** A number, or a value modifier, or a number as text. */
export const numeric: ParameterType = {
  name: "numeric",
  expected: "a number, '<<path>>' or '[[variable]]'",
  schema: { type: ["number", "string"] },
  check: (value) => {
    if (isNumber(value) || (isText(value) && /^(<<.+>>|\[\[.+\]\]|.*\{\{.*)$/s.test(value))) return undefined;
    if (!isText(value) || value.trim() === "" || Number.isNaN(Number(value)))
      return wrongType(numeric, value);
    const state = "is a number as text; whether it is read as a number is not documented";
    return { severity: "warning", state, fix: "leave out the quotes" };
  },
};

/** A whole number from zero on. */
export const count: ParameterType = simpleType(
  { name: "count", expected: "a whole number", schema: { type: "integer", minimum: 0 } },
  (value) => isNumber(value) && Number.isInteger(value) && value >= 0,
);

/** A whole number. */
export const integer: ParameterType = simpleType(
  { name: "integer", expected: "a whole number", schema: { type: "integer" } },
  (value) => Number.isInteger(value),
);

/** True or false. */
export const boolean: ParameterType = simpleType(
  { name: "boolean", expected: "true or false", schema: { type: "boolean" } },
  (value) => typeof value === "boolean",
);

/** A regular expression of Go. */
export const pattern: ParameterType = lenientText(
  { name: "pattern", expected: "a regular expression", schema: { type: "string" } },
  (value) => {
    const compiled = compilePattern(value, false);
    if (compiled.ok) return undefined;
    return fault(
      `is no regular expression that Go accepts: ${compiled.message}`,
      "write a regular expression of Go (RE2): no look-around, no back-references, repeats of at most 1000",
    );
  },
);

/** Which components of a domain name are kept. */
export const slice: ParameterType = {
  name: "slice",
  expected: "a slice such as '-2:'",
  schema: { type: ["string", "integer"] },
  check: (value) => {
    if (parseSlice(value) === undefined) {
      return fault(
        `must be a slice such as '-2:', not ${shown(value)}`,
        "write '0:2', '1:', '-2:', '-1' or ':'",
      );
    }
    if (isText(value)) return undefined;
    const state = "is a number: YAML may have read something else than what was written";
    return { severity: "warning", state, fix: `quote it: '${plainText(value)}'` };
  },
};

/** One text or several. */
export const texts: ParameterType = simpleType(
  {
    name: "texts",
    expected: "text or a list of texts",
    schema: { type: ["string", "array"], items: { type: "string" }, minItems: 1 },
  },
  (value) => isText(value) || (isTextList(value) && value.length > 0),
);

const isTextList = (value: Json): value is readonly string[] => Array.isArray(value) && value.every(isText);

/** A list of texts. */
export const textList: ParameterType = simpleType(
  {
    name: "textList",
    expected: "a list of texts",
    schema: { type: "array", items: { type: "string" } },
  },
  isTextList,
);

/** A network in CIDR notation. */
export const cidr: ParameterType = {
  name: "cidr",
  expected: "a network such as 10.0.0.0/8",
  schema: { type: "string" },
  check: (value) => {
    if (isText(value) && parseCidr(value) !== undefined) return undefined;
    const fix =
      isText(value) && parseCidr(`${value}/32`) ? `write ${value}/32` : "write a network such as 10.0.0.0/8";
    return fault(`must be a network such as 10.0.0.0/8, not ${shown(value)}`, fix);
  },
};

/** One node; what is in it is checked where it is compiled. */
export const node: ParameterType = simpleType(
  { name: "node", expected: "a node (a map with op)", schema: { $ref: "#/$defs/node" } },
  isJsonObject,
);

/** A list of nodes. */
export const nodes: ParameterType = {
  name: "nodes",
  expected: "a list of nodes",
  schema: { type: "array", items: { $ref: "#/$defs/node" }, minItems: 1 },
  check: (value) => {
    if (!Array.isArray(value))
      return fault(`must be a list of nodes, not ${kindOf(value)}`, "begin each node with -");
    return value.length > 0 ? undefined : fault("must not be empty", "write at least one node");
  },
};

/** A map. */
export const map: ParameterType = simpleType(
  { name: "map", expected: "a map", schema: { type: "object" } },
  isJsonObject,
);

/** Anything. */
export const anything: ParameterType = simpleType(
  { name: "anything", expected: "any value", schema: {} },
  () => true,
);

/** A list. */
export const list: ParameterType = simpleType(
  { name: "list", expected: "a list", schema: { type: "array" } },
  (value) => Array.isArray(value),
);

/** A command line, or its words. */
export const command: ParameterType = simpleType(
  {
    name: "command",
    expected: "a command line or a list of its words",
    schema: { type: ["string", "array"], items: { type: "string" }, minItems: 1 },
  },
  (value) => isText(value) || (isTextList(value) && value.length > 0),
);

/** A duration of Go such as `1h30m`. */
export const duration: ParameterType = {
  name: "duration",
  expected: "a duration such as 1h",
  schema: { type: "string" },
  check: (value) => {
    if (isText(value) && (parseGoDuration(value) ?? -1) >= 0) return undefined;
    const state = `must be a duration such as 1h, not ${shown(value)}`;
    return fault(state, "write a number and one of ns, us, ms, s, m, h, such as 24h for a day");
  },
};

/** A duration of Go, or whole seconds. */
export const wait: ParameterType = {
  name: "wait",
  expected: "a duration such as 10s, or seconds",
  schema: { type: ["string", "integer"] },
  check: (value) => (Number.isInteger(value) && Number(value) >= 0 ? undefined : duration.check(value)),
};

/** A reference to a record of a hive: `hive://secret/name`. */
export function hiveReference(hive: string): ParameterType {
  const start = `hive://${hive}/`;
  const described = {
    name: `hiveReference:${hive}`,
    expected: `a reference such as ${start}name`,
    schema: { type: "string" },
  };
  return simpleType(described, isText);
}
