import { isJsonObject, type Json, type JsonObject } from "../model/json.js";
import { nearestName } from "../model/nearest.js";
import type { CompiledNode, Sequel } from "./compiled-node.js";
import { nodeKeys, sequelKeys } from "./node-keys.js";
import type { NodeSource, Operator } from "./operator.js";
import { offlineOperation } from "./operators/offline.js";
import { findOperator, notOperators, operators } from "./operators/table.js";
import type { Parameter } from "./parameter.js";
import { kindOf, placeText, type RulePath, type RuleProblem, shown } from "./problem.js";
import { checkTimes } from "./check-times.js";
import { timeWindow } from "./times.js";
import { typeProblems } from "./type-problems.js";
import { plainText, textAt } from "./written.js";

/** Where a node stands. */
export interface Place {
  readonly at: RulePath;
  readonly isTop: boolean;
  /** Inside `with child`, `with descendant` or `with events`. */
  readonly isStateful: boolean;
  /** Inside `scope` or `metadata_rules`, where nodes are judged on a part of a record. */
  readonly isPartial: boolean;
  readonly depth: number;
}

/** Deepest nesting of nodes; published rules stay under ten. */
export const deepestNesting = 100;

/** Compiles a node and all below it, adding what is wrong to `problems`. With errors among them the result is of no use. */
export function compileNode(raw: Json, place: Place, problems: RuleProblem[]): CompiledNode {
  const problem = shapeProblem(raw, place);
  if (problem) {
    problems.push(problem);
    return brokenNode(place);
  }
  const written = raw as JsonObject;
  const operator = findOperator(written["op"] as string) as Operator;
  const before = problems.length;
  const parameters = parametersOf(operator, place);
  checkParameters(written, parameters, { place, operator, problems });
  problems.push(...checkTimes(written["times"], place.at));
  const isSound = !problems.some(({ severity }, index) => index >= before && severity === "error");
  const operation = isSound ? operator.compile(sourceOf(written, place, problems)) : never;
  const sequels = compileSequels(written, place, problems);
  return { ...nodeOf(written, place), operation, sequels };
}

/** Stands in where there is nothing to judge; what has errors is not handed out. */
const never = offlineOperation("the node is broken");

const brokenNode = (place: Place): CompiledNode => ({
  ...nodeOf({ op: "" }, place),
  operation: never,
  sequels: [],
});

/** What the shared keys of a node say; they have passed their types, or the node is of no use. */
function nodeOf(raw: JsonObject, { at, isTop }: Place): Omit<CompiledNode, "operation" | "sequels"> {
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
  };
}

function eventsOf({ event, events }: JsonObject): ReadonlySet<string> | undefined {
  if (event === undefined && events === undefined) return undefined;
  return new Set([event ?? [], events ?? []].flat().map(plainText));
}

/** A node is a map with a known operator, and not too deep. */
function shapeProblem(raw: Json, { at, depth }: Place): RuleProblem | undefined {
  const where = placeText(at);
  const error = (check: string, state: string, fix: string, key?: string): RuleProblem => ({
    check,
    severity: "error",
    message: `Cannot evaluate ${where}: ${state}`,
    fix,
    at: key === undefined ? at : [...at, key],
  });
  if (!isJsonObject(raw))
    return error("rule-node", `a node is a map, not ${kindOf(raw)}`, "write op and its parameters");
  if (depth > deepestNesting) {
    return error("rule-too-deep", `nodes are nested more than ${deepestNesting} deep`, "flatten the rule");
  }
  const { op } = raw;
  if (op === undefined) return error("rule-missing-op", "it has no op", missingOpFix(raw));
  if (typeof op !== "string")
    return error("rule-missing-op", `op is ${kindOf(op)}`, "write the operator's name", "op");
  if (findOperator(op)) return undefined;
  return error("rule-unknown-op", `there is no operator ${shown(op)}`, operatorFix(op), "op");
}

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

/** A parameter that a node takes here; `idle` ones are of no effect. */
interface Expected {
  readonly parameter: Parameter;
  readonly idle: string | undefined;
}

type Parameters = ReadonlyMap<string, Expected>;

const known = new Map<string, Parameters>();

/** Everything a node may carry here; put together once for each operator and kind of place. */
function parametersOf(operator: Operator, place: Place): Parameters {
  const key = place.isTop ? operator.name : `${operator.name}${place.isStateful ? " later" : " below"}`;
  const found = known.get(key) ?? allParameters(operator, place);
  known.set(key, found);
  return found;
}

/** The operator's own, what all nodes share, and what only other operators use. */
function allParameters(operator: Operator, place: Place): Parameters {
  const found = new Map<string, Expected>();
  for (const parameter of foreignParameters)
    found.set(parameter.name, { parameter, idle: `${operator.name} does not use it` });
  for (const parameter of nodeKeys)
    found.set(parameter.name, { parameter, idle: idleReason(parameter, place) });
  for (const parameter of operator.parameters) found.set(parameter.name, { parameter, idle: undefined });
  return found;
}

const foreignParameters: readonly Parameter[] = operators.flatMap(({ parameters }) =>
  parameters.map((parameter) => ({ ...parameter, required: false })),
);

function idleReason({ where }: (typeof nodeKeys)[number], { isTop, isStateful }: Place): string | undefined {
  if (where === "top" && !isTop) return "it belongs on the top node";
  return where === "stateful" && !isStateful
    ? "it belongs inside with child, with descendant or with events"
    : undefined;
}

interface Checking {
  readonly place: Place;
  readonly operator: Operator;
  readonly problems: RuleProblem[];
}

function checkParameters(raw: JsonObject, expected: Parameters, checking: Checking): void {
  const { place, operator, problems } = checking;
  for (const key of Object.keys(raw)) {
    if (key === "op" || standsForMissing(key, raw, operator)) continue;
    const here = expected.get(key);
    if (!here) problems.push(unknownKey(key, [...place.at, key], operator));
    else if (here.idle !== undefined)
      problems.push(idleKey(key, [...place.at, key], { raw, reason: here.idle }));
    else problems.push(...typeProblems(here.parameter, raw[key] as Json, place.at));
  }
  for (const parameter of operator.parameters) {
    if (parameter.required && raw[parameter.name] === undefined) {
      problems.push(missingParameter(parameter, raw, checking));
    }
  }
}

/** True for a key that people write instead of a parameter that is missing: said once, where the parameter is missed. */
function standsForMissing(key: string, raw: JsonObject, { mistaken = {} }: Operator): boolean {
  const meant = Object.hasOwn(mistaken, key) ? mistaken[key] : undefined;
  return meant !== undefined && raw[meant] === undefined;
}

function unknownKey(key: string, at: RulePath, operator: Operator): RuleProblem {
  const names = [...operator.parameters, ...nodeKeys].map(({ name }) => name);
  const { mistaken = {} } = operator;
  const meant =
    (Object.hasOwn(mistaken, key) ? mistaken[key] : undefined) ??
    nearestName(key.replaceAll("_", " "), names);
  return {
    check: "rule-unknown-key",
    severity: "error",
    message: `${operator.name} has no parameter ${shown(key)}`,
    fix: meant === undefined ? `remove it; ${operator.name} takes ${listed(operator)}` : `write ${meant}`,
    at,
  };
}

const listed = ({ parameters }: Operator): string =>
  parameters.length === 0 ? "no parameters of its own" : parameters.map(({ name }) => name).join(", ");

function idleKey(
  key: string,
  at: RulePath,
  { raw, reason }: { raw: JsonObject; reason: string },
): RuleProblem {
  return {
    check: "rule-idle-key",
    severity: "warning",
    message: `${key} has no effect on ${textAt(raw, "op")} here: ${reason}`,
    fix: "remove it, or move it where it belongs",
    at,
  };
}

function missingParameter(parameter: Parameter, raw: JsonObject, { place, operator }: Checking): RuleProblem {
  const { mistaken = {} } = operator;
  const instead = Object.keys(raw).find((key) => mistaken[key] === parameter.name);
  const { expected } = parameter.type;
  return {
    check: "rule-missing-parameter",
    severity: "error",
    message: `Cannot evaluate ${placeText(place.at)}: ${operator.name} has no ${parameter.name}`,
    fix:
      instead === undefined
        ? `add ${parameter.name}: ${expected}`
        : `write ${parameter.name} instead of ${instead}`,
    at: instead === undefined ? place.at : [...place.at, instead],
  };
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

const noSequels: readonly Sequel[] = [];

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
  check: "rule-misplaced-sequel",
  severity: "error",
  message: `Cannot follow events from here: ${key} inside scope or metadata_rules is not documented`,
  fix: `move ${key} to the node that stands outside`,
  at,
});
