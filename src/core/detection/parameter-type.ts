import type { Severity } from "../model/finding.js";
import type { Json, JsonObject } from "../model/json.js";
import { kindOf } from "./problem.js";
import { plainText } from "./written.js";

/** What is wrong with a parameter's value. */
export interface TypeFault {
  readonly severity: Severity;
  /** What is expected and what stands there, as the end of a sentence. */
  readonly state: string;
  readonly fix: string;
}

/** A kind of value that parameters take. */
export interface ParameterType {
  readonly name: string;
  /** In words: `a whole number`. */
  readonly expected: string;
  /** JSON Schema of the values; `node` and `nodes` refer to the schema of a node. */
  readonly schema: JsonObject;
  readonly check: (value: Json) => TypeFault | undefined;
}

interface Described {
  readonly name: string;
  readonly expected: string;
  readonly schema: JsonObject;
}

/** A type whose values pass a test, with a fault for all others. */
export function simpleType(described: Described, accepts: (value: Json) => boolean): ParameterType {
  return { ...described, check: (value) => (accepts(value) ? undefined : wrongType(described, value)) };
}

/** The fault of a value of another kind. */
export function wrongType({ expected }: Described, value: Json): TypeFault {
  const state = `must be ${expected}, not ${kindOf(value)}`;
  const fix = expected.includes("list") ? undefined : fixFor(value);
  return { severity: "error", state, fix: fix ?? `write ${expected}` };
}

/** What to do about values that people write by mistake in many places. */
function fixFor(value: Json): string | undefined {
  if (isUnquotedVariable(value)) {
    return `quote the sensor variable: '[[${plainText(value[0][0])}]]'`;
  }
  if (Array.isArray(value)) return "write one node for each value, and join them with op: or";
  return undefined;
}

/** `[[name]]` without quotes is a list inside a list. */
function isUnquotedVariable(value: Json): value is readonly [readonly [Json]] {
  const [inner] = Array.isArray(value) ? (value as readonly Json[]) : [];
  return Array.isArray(inner) && inner.length === 1 && typeof inner[0] === "string";
}

/** True for text. */
export const isText = (value: Json): value is string => typeof value === "string";
/** True for a number. */
export const isNumber = (value: Json): value is number => typeof value === "number";

/** Text; a number or a boolean is taken for its text, with a warning: YAML reads `22` and `true` as such. */
export function lenientText(
  described: Described,
  accepts: (text: string) => TypeFault | undefined,
): ParameterType {
  return {
    ...described,
    check: (value) => {
      if (isText(value)) return accepts(value);
      if (!isNumber(value) && typeof value !== "boolean") return wrongType(described, value);
      return (
        accepts(String(value)) ?? {
          severity: "warning",
          state: `must be ${described.expected}, not ${kindOf(value)}; whether it is read as text is not documented`,
          fix: `quote it: '${value}'`,
        }
      );
    },
  };
}

/** A fault that keeps a rule from being compiled. */
export const fault = (state: string, fix: string): TypeFault => ({ severity: "error", state, fix });
