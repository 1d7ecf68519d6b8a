import { isJsonObject, type Json, type JsonObject } from "../model/json.js";
import { nearestName } from "../model/nearest.js";
import type { Action } from "./action.js";
import { actions, findAction, notActions } from "./actions/table.js";
import type { Parameter } from "./parameter.js";
import { kindOf, placeText, type RulePath, type RuleProblem, shown } from "./problem.js";
import { checkSuppression } from "./suppression.js";
import type { Target } from "./targets.js";
import { templateProblem } from "./templates.js";
import { isTemplate, mayHaveTemplate, textsIn } from "./texts.js";
import { typeProblems } from "./type-problems.js";

const place: RulePath = ["respond"];

/** Adds what is wrong with the respond block of a rule of this target. */
export function addRespondProblems(respond: Json | undefined, target: Target, problems: RuleProblem[]): void {
  if (respond === undefined) {
    const missing = broken("a rule without respond does nothing", "add respond: with its actions", []);
    problems.push({ ...missing, severity: "warning" });
    return;
  }
  if (!Array.isArray(respond)) {
    const message = `respond is a list of actions, not ${kindOf(respond)}`;
    problems.push(broken(message, "begin each action with - action:", place));
    return;
  }
  const list = respond as readonly Json[];
  for (const [index, raw] of list.entries()) {
    const at = [...place, index];
    addActionProblems(raw, { at, target, before: () => list.slice(0, index), problems });
  }
}

const broken = (message: string, fix: string, at: RulePath): RuleProblem => ({
  check: "rule/respond",
  severity: "error",
  message,
  fix,
  at,
});

interface Surroundings {
  readonly at: RulePath;
  readonly target: Target;
  /** The actions before. */
  readonly before: () => readonly Json[];
  readonly problems: RuleProblem[];
}

function addActionProblems(raw: Json, { at, target, before, problems }: Surroundings): void {
  if (!isJsonObject(raw)) {
    const message = `an action is a map, not ${kindOf(raw)}`;
    problems.push(broken(message, "write - action: and its parameters", at));
    return;
  }
  const { action: name, suppression } = raw;
  if (typeof name !== "string") {
    problems.push(broken(`Cannot respond with ${placeText(at)}: it has no action`, "write action:", at));
    return;
  }
  const action = findAction(name);
  if (!action) {
    problems.push(unknownAction(name, [...at, "action"]));
    return;
  }
  addKeyProblems(action, raw, { at, problems });
  addMissing(action, raw, { at, problems });
  if (suppression !== undefined) problems.push(...checkSuppression(suppression, [...at, "suppression"]));
  if (mayHaveTemplate(raw)) problems.push(...templateProblems(action, raw, at));
  if (!fits(action, target)) problems.push(unfit(action, at, target));
  if (raw["based on report"] === true && !before().some(isReport)) problems.push(withoutReport(at));
  if (action.check) problems.push(...action.check(raw, at));
}

/** Where an action stands, and what is wrong with it so far. */
type Findings = Pick<Surroundings, "at" | "problems">;

function unknownAction(name: string, at: RulePath): RuleProblem {
  const known = Object.hasOwn(notActions, name) ? notActions[name] : undefined;
  const near = nearestName(
    name.replaceAll("_", " "),
    actions.map((action) => action.name),
  );
  const all = `the actions are ${actions.map((action) => action.name).join(", ")}`;
  return {
    check: "rule/unknown-action",
    severity: "error",
    message: `there is no action ${shown(name)}`,
    fix: known ?? (near === undefined ? all : `did you mean ${near}?`),
    at,
  };
}

function addKeyProblems(action: Action, raw: JsonObject, { at, problems }: Findings): void {
  for (const key of Object.keys(raw)) {
    if (key === "action" || key === "suppression" || standsForMissing(action, raw, key)) continue;
    const parameter = action.parameters.find(({ name }) => name === key);
    if (parameter) problems.push(...typeProblems(parameter, raw[key] as Json, at));
    else problems.push(unknownKey(action, key, [...at, key]));
  }
}

/** True for a key that people write instead of a parameter that is missing: said once, where that is missed. */
function standsForMissing({ mistaken }: Action, raw: JsonObject, key: string): boolean {
  const meant = mistaken !== undefined && Object.hasOwn(mistaken, key) ? mistaken[key] : undefined;
  return meant !== undefined && raw[meant] === undefined;
}

function unknownKey({ name, parameters, isGrowing }: Action, key: string, at: RulePath): RuleProblem {
  const names = [...parameters.map((parameter) => parameter.name), "suppression"];
  const near = nearestName(key, names);
  return {
    check: "rule/unknown-key",
    severity: isGrowing ? "warning" : "error",
    message: `${name} has no parameter ${shown(key)}`,
    fix:
      near === undefined
        ? `${isGrowing ? "check it" : "remove it"}; ${name} takes ${names.join(", ")}`
        : `write ${near}`,
    at,
  };
}

function addMissing(action: Action, raw: JsonObject, { at, problems }: Findings): void {
  for (const parameter of action.parameters) {
    if (parameter.required && raw[parameter.name] === undefined)
      problems.push(missing(parameter, raw, { action, at }));
  }
}

function missing(
  { name, type }: Parameter,
  raw: JsonObject,
  { action, at }: { readonly action: Action; readonly at: RulePath },
): RuleProblem {
  const { mistaken = {} } = action;
  const instead = Object.keys(raw).find((key) => mistaken[key] === name);
  return {
    check: "rule/missing-parameter",
    severity: "error",
    message: `Cannot respond with ${placeText(at)}: ${action.name} has no ${name}`,
    fix: instead === undefined ? `add ${name}: ${type.expected}` : `write ${name} instead of ${instead}`,
    at: instead === undefined ? at : [...at, instead],
  };
}

/** Templates that cannot be read, in every parameter that is rendered. */
function templateProblems(action: Action, raw: JsonObject, at: RulePath): RuleProblem[] {
  const suppression = isJsonObject(raw["suppression"]) ? raw["suppression"]["keys"] : undefined;
  return [
    ...action.parameters
      .filter(({ template }) => template !== undefined)
      .flatMap(({ name }) => textsIn(raw[name], [...at, name])),
    ...textsIn(suppression, [...at, "suppression", "keys"]),
  ].flatMap(({ text, at: place }) => unreadable(text, place));
}

function unreadable(text: string, at: RulePath): RuleProblem[] {
  const reason = isTemplate(text) ? templateProblem(text) : undefined;
  if (reason === undefined) return [];
  const fix =
    "write a template of Go, such as {{ .event.FILE_PATH }}; fields whose names are not plain words need index";
  return [
    { check: "rule/template", severity: "error", message: `Cannot read the template: ${reason}`, fix, at },
  ];
}

const fits = ({ targets }: Action, { name }: Target): boolean =>
  targets ? targets.includes(name) : name !== "artifact" && name !== "log";

const unfit = ({ name }: Action, at: RulePath, target: Target): RuleProblem => ({
  check: "rule/action-target",
  severity: "warning",
  message: `${name} is not documented for rules of target ${target.name}`,
  fix:
    target.name === "artifact"
      ? "rules of target artifact can only report"
      : "remove it, or change the target",
  at,
});

const isReport = (action: Json): boolean => isJsonObject(action) && action["action"] === "report";

const withoutReport = (at: RulePath): RuleProblem => ({
  check: "rule/report-order",
  severity: "error",
  message: "Cannot base the request on a report: no report comes before it",
  fix: "move a report action before it",
  at,
});
