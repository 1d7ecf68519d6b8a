import { isJsonObject, type Json, type JsonObject } from "../model/json.js";
import { checkTimes } from "./check-times.js";
import type { CompiledNode, Sequel } from "./compiled-node.js";
import { sequelKeys } from "./node-keys.js";
import { checkParameters } from "./node-parameters.js";
import type { Place } from "./node-place.js";
import { shapeProblem } from "./node-shape.js";
import type { NodeSource, Operator } from "./operator.js";
import { offlineOperation } from "./operators/offline.js";
import { findOperator } from "./operators/table.js";
import type { RulePath, RuleProblem } from "./problem.js";
import { timeWindow } from "./times.js";
import { plainText, textAt } from "./written.js";

/** Compiles a node and all below it, adding what is wrong to `problems`. With errors among them the result is of no use. */
export function compileNode(raw: Json, place: Place, problems: RuleProblem[]): CompiledNode {
  const problem = shapeProblem(raw, place);
  if (problem) {
    problems.push(problem);
    return brokenNode(place);
  }
  const written = raw as JsonObject;
  const operator = findOperator(written["op"] as string) as Operator;
  const isComplete = checkParameters(written, { place, operator, problems });
  problems.push(...checkTimes(written["times"], place.at));
  const operation = isComplete ? operator.compile(sourceOf(written, place, problems)) : never;
  const sequels = compileSequels(written, place, problems);
  return nodeOf(written, place, { operation, sequels });
}

const noSequels: readonly Sequel[] = [];

/** Stands in where there is nothing to judge; what has errors is not handed out. */
const never = offlineOperation("the node is broken");

const brokenNode = (place: Place): CompiledNode =>
  nodeOf({ op: "" }, place, { operation: never, sequels: noSequels });

/** With what the shared keys of a node say; they have passed their types, or the node is of no use. */
function nodeOf(
  raw: JsonObject,
  { at, isTop }: Place,
  { operation, sequels }: Pick<CompiledNode, "operation" | "sequels">,
): CompiledNode {
  const times = raw["times"];
  return {
    at,
    raw,
    op: textAt(raw, "op"),
    negated: raw["not"] === true,
    events: eventsOf(raw),
    times: Array.isArray(times) ? times.map(timeWindow) : undefined,
    isTop,
    isStateless: raw["is stateless"] === true,
    count: typeof raw["count"] === "number" && raw["op"] !== "contains" ? raw["count"] : 1,
    within: typeof raw["within"] === "number" ? raw["within"] : undefined,
    operation,
    sequels,
  };
}

function eventsOf({ event, events }: JsonObject): ReadonlySet<string> | undefined {
  if (events === undefined && typeof event === "string") return new Set([event]);
  if (event === undefined && events === undefined) return undefined;
  return new Set([event ?? [], events ?? []].flat().map(plainText));
}

function sourceOf(raw: JsonObject, place: Place, problems: RuleProblem[]): NodeSource {
  const below: Place = { ...place, isTop: false, depth: place.depth + 1 };
  return {
    at: place.at,
    raw,
    child: (parameter) => {
      const at = [...place.at, parameter];
      return compileNode(raw[parameter] as Json, { ...below, at, isPartial: true }, problems);
    },
    children: (parameter) =>
      (raw[parameter] as readonly Json[]).map((one, index) =>
        compileNode(one, { ...below, at: [...place.at, parameter, index] }, problems),
      ),
    report: (parameter, remark) => problems.push({ ...remark, at: [...place.at, parameter] }),
  };
}

function compileSequels(raw: JsonObject, place: Place, problems: RuleProblem[]): readonly Sequel[] {
  if (!sequelKeys.some(([key]) => key in raw)) return noSequels;
  return sequelKeys.flatMap(([key, link]) => {
    const written = raw[key];
    if (!isJsonObject(written)) return [];
    const at = [...place.at, key];
    if (place.isPartial) problems.push(misplacedSequel(key, at));
    const below = { at, isTop: false, isStateful: true, isPartial: false, depth: place.depth + 1 };
    return [{ link, node: compileNode(written, below, problems) }];
  });
}

const misplacedSequel = (key: string, at: RulePath): RuleProblem => ({
  check: "rule/misplaced-sequel",
  severity: "error",
  message: `Cannot follow events from here: ${key} inside scope or metadata_rules is not documented`,
  fix: `move ${key} to the node that stands outside`,
  at,
});
