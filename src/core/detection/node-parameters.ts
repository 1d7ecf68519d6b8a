import type { Json, JsonObject } from "../model/json.js";
import { nearestName } from "../model/nearest.js";
import { nodeKeys } from "./node-keys.js";
import type { Place } from "./node-place.js";
import type { Operator } from "./operator.js";
import { operators } from "./operators/table.js";
import type { Parameter } from "./parameter.js";
import { placeText, type RulePath, type RuleProblem, shown } from "./problem.js";
import { typeProblems } from "./type-problems.js";
import { textAt } from "./written.js";

/** A parameter that a node takes here; `idle` ones are of no effect. */
interface Expected {
  readonly parameter: Parameter;
  readonly idle: string | undefined;
  /** It is the operator's, not one that all nodes share. */
  readonly isOwn: boolean;
}

type Parameters = ReadonlyMap<string, Expected>;

const onTop = new Map<Operator, Parameters>();
const later = new Map<Operator, Parameters>();
const below = new Map<Operator, Parameters>();

/** Everything a node may carry here; put together once for each operator and kind of place. */
function parametersOf(operator: Operator, place: Place): Parameters {
  const known = place.isTop ? onTop : place.isStateful ? later : below;
  const found = known.get(operator) ?? allParameters(operator, place);
  known.set(operator, found);
  return found;
}

/** The operator's own, what all nodes share, and what only other operators use. */
function allParameters(operator: Operator, place: Place): Parameters {
  const unused = `${operator.name} does not use it`;
  const all: readonly Expected[] = [
    ...foreignParameters.map((parameter) => ({ parameter, idle: unused, isOwn: false })),
    ...nodeKeys.map((parameter) => ({ parameter, idle: idleReason(parameter, place), isOwn: false })),
    ...operator.parameters.map((parameter) => ({ parameter, idle: undefined, isOwn: true })),
  ];
  return new Map(all.map((one) => [one.parameter.name, one]));
}

const foreignParameters: readonly Parameter[] = operators.flatMap(({ parameters }) => parameters);

function idleReason({ where }: (typeof nodeKeys)[number], { isTop, isStateful }: Place): string | undefined {
  if (where === "top" && !isTop) return "it belongs on the top node";
  return where === "stateful" && !isStateful
    ? "it belongs inside with child, with descendant or with events"
    : undefined;
}

/** A node whose parameters are looked at. */
interface Checking {
  readonly place: Place;
  readonly operator: Operator;
  readonly problems: RuleProblem[];
}

/** Adds what is wrong with the keys of a node. True when the operator has what it needs, whatever else is wrong. */
export function checkParameters(raw: JsonObject, checking: Checking): boolean {
  const { place, operator, problems } = checking;
  const expected = parametersOf(operator, place);
  let isComplete = true;
  for (const key of Object.keys(raw)) {
    if (key === "op" || standsForMissing(key, raw, operator)) continue;
    const here = expected.get(key);
    const found = here ? keyProblems(here, raw, place.at) : [unknownKey(key, [...place.at, key], operator)];
    if (here?.isOwn && found.some(({ severity }) => severity === "error")) isComplete = false;
    problems.push(...found);
  }
  for (const parameter of operator.parameters) {
    if (!parameter.required || raw[parameter.name] !== undefined) continue;
    problems.push(missingParameter(parameter, raw, checking));
    isComplete = false;
  }
  return isComplete;
}

function keyProblems({ parameter, idle }: Expected, raw: JsonObject, at: RulePath): readonly RuleProblem[] {
  if (idle === undefined) return typeProblems(parameter, raw[parameter.name] as Json, at);
  return [idleKey(parameter.name, { raw, at, reason: idle })];
}

/** True for a key that people write instead of a parameter that is missing: said once, where the parameter is missed. */
function standsForMissing(key: string, raw: JsonObject, operator: Operator): boolean {
  const meant = meantBy(key, operator);
  return meant !== undefined && raw[meant] === undefined;
}

function unknownKey(key: string, at: RulePath, operator: Operator): RuleProblem {
  const names = [...operator.parameters, ...nodeKeys].map(({ name }) => name);
  const meant = meantBy(key, operator) ?? nearestName(key.replaceAll("_", " "), names);
  return {
    check: "rule/unknown-key",
    severity: "error",
    message: `${operator.name} has no parameter ${shown(key)}`,
    fix: meant === undefined ? `remove it; ${operator.name} takes ${listed(operator)}` : `write ${meant}`,
    at,
  };
}

/** The parameter that is meant by a key that people write by mistake. */
function meantBy(key: string, { mistaken }: Operator): string | undefined {
  return mistaken !== undefined && Object.hasOwn(mistaken, key) ? mistaken[key] : undefined;
}

const listed = ({ parameters }: Operator): string =>
  parameters.length === 0 ? "no parameters of its own" : parameters.map(({ name }) => name).join(", ");

interface Idle {
  readonly raw: JsonObject;
  readonly at: RulePath;
  readonly reason: string;
}

function idleKey(key: string, { raw, at, reason }: Idle): RuleProblem {
  return {
    check: "rule/idle-key",
    severity: "warning",
    message: `${key} has no effect on ${textAt(raw, "op")} here: ${reason}`,
    fix: "remove it, or move it where it belongs",
    at: [...at, key],
  };
}

function missingParameter(parameter: Parameter, raw: JsonObject, { place, operator }: Checking): RuleProblem {
  const instead = Object.keys(raw).find((key) => meantBy(key, operator) === parameter.name);
  const { expected } = parameter.type;
  return {
    check: "rule/missing-parameter",
    severity: "error",
    message: `Cannot evaluate ${placeText(place.at)}: ${operator.name} has no ${parameter.name}`,
    fix:
      instead === undefined
        ? `add ${parameter.name}: ${expected}`
        : `write ${parameter.name} instead of ${instead}`,
    at: instead === undefined ? place.at : [...place.at, instead],
  };
}
