import { compileSelector } from "../core/selector/evaluate.js";
import { parseSelector } from "../core/selector/parse.js";
import { gatewayRefuse, type Refusal, refuse } from "./answer.js";
import type { Organization } from "./organization.js";
import { type SimulatedSensor, selectorRecord } from "./sensor.js";

/** Which sensors a request means; no member: all of them. */
export interface Scope {
  readonly sid?: string;
  readonly tag?: string;
  readonly selector?: string;
}

/** The sensors of a scope at this moment, in the order of their sids. Throws a 400 in the extension's form for a bad selector. */
export function sensorsOf(organization: Organization, scope: Scope): readonly SimulatedSensor[] {
  if (scope.sid !== undefined) {
    const sensor = organization.fleet.get(scope.sid.toLowerCase());
    return sensor ? [sensor] : [];
  }
  const { tag } = scope;
  if (tag !== undefined) return [...organization.fleet.values()].filter((sensor) => sensor.tags.has(tag));
  return select(organization, scope.selector ?? "*", (problem) => gatewayRefuse(400, problem));
}

/** The sensors that a selector matches, for the sensor listing. Throws a 400 in the plain form for a bad selector. */
export function selectSensors(organization: Organization, selector: string): readonly SimulatedSensor[] {
  return select(organization, selector, (problem) => refuse(400, problem));
}

function select(
  organization: Organization,
  selector: string,
  refusal: (problem: string) => Refusal,
): readonly SimulatedSensor[] {
  const sensors = [...organization.fleet.values()];
  if (/^\s*\*?\s*$/.test(selector)) return sensors;
  const matches = compile(organization, selector, refusal);
  return sensors.filter(matches);
}

function compile(
  organization: Organization,
  selector: string,
  refusal: (problem: string) => Refusal,
): (sensor: SimulatedSensor) => boolean {
  const parsed = parseSelector(selector);
  if (!parsed.ok) {
    throw refusal(`bad selector: ${parsed.problem.message} (column ${parsed.problem.column})`);
  }
  if (organization.variants.current().single_quotes === "refused" && hasSingleQuotes(selector)) {
    throw refusal("bad selector: no match found, unexpected '");
  }
  const evaluate = compileSelector(parsed.expression);
  return (sensor) => {
    const result = evaluate(selectorRecord(sensor));
    if (!result.ok) throw refusal(`bad selector: ${result.reason}`);
    return result.matches;
  };
}

/** True when a single quote stands outside back-ticks and double quotes. */
function hasSingleQuotes(selector: string): boolean {
  return selector.replace(/`[^`]*`|"[^"]*"/g, "").includes("'");
}
