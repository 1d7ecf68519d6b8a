import { isJsonObject, type Json, type JsonObject } from "../model/json.js";
import { nearestName } from "../model/nearest.js";
import { deepestNesting, type Place } from "./node-place.js";
import { findOperator, notOperators, operators } from "./operators/table.js";
import { kindOf, placeText, type RuleProblem, shown } from "./problem.js";

/** A node is a map with a known operator, and not too deep. */
export function shapeProblem(raw: Json, { at, depth }: Place): RuleProblem | undefined {
  if (depth <= deepestNesting && hasOperator(raw)) return undefined;
  const error = (check: string, state: string, fix: string, key?: string): RuleProblem => ({
    check,
    severity: "error",
    message: `Cannot evaluate ${placeText(at)}: ${state}`,
    fix,
    at: key === undefined ? at : [...at, key],
  });
  if (!isJsonObject(raw))
    return error("rule/node", `a node is a map, not ${kindOf(raw)}`, "write op and its parameters");
  if (depth > deepestNesting) {
    return error("rule/too-deep", `nodes are nested more than ${deepestNesting} deep`, "flatten the rule");
  }
  const { op } = raw;
  if (op === undefined) return error("rule/missing-op", "it has no op", missingOpFix(raw));
  if (typeof op !== "string")
    return error("rule/missing-op", `op is ${kindOf(op)}`, "write the operator's name", "op");
  return error("rule/unknown-op", `there is no operator ${shown(op)}`, operatorFix(op), "op");
}

const hasOperator = (raw: Json): boolean =>
  isJsonObject(raw) && typeof raw["op"] === "string" && findOperator(raw["op"]) !== undefined;

function missingOpFix(raw: JsonObject): string {
  const near = Object.keys(raw).find((key) => /^(ops?|operator|operation)$/i.test(key));
  return near === undefined ? "write the operator, for example: op: exists" : `write op instead of ${near}`;
}

function operatorFix(op: string): string {
  const known = Object.hasOwn(notOperators, op.toLowerCase()) ? notOperators[op.toLowerCase()] : undefined;
  if (known !== undefined) return known;
  const near = nearestName(
    op,
    operators.map(({ name }) => name),
  );
  return near === undefined
    ? `the operators are ${operators.map(({ name }) => name).join(", ")}`
    : `did you mean ${near}?`;
}
