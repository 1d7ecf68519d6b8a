import { isJsonObject, type Json, type JsonObject } from "../model/json.js";
import { nearestName } from "../model/nearest.js";
import type { Action } from "./action.js";
import { actions, findAction, notActions } from "./actions/table.js";
import { kindOf, placeText, type RulePath, type RuleProblem, shown } from "./problem.js";
import { checkSuppression } from "./suppression.js";
import type { Target } from "./targets.js";
import { templateProblem } from "./templates.js";
import { textsIn } from "./texts.js";
import { typeProblems } from "./type-problems.js";

/** What is wrong with the respond block of a rule of this target. */
export function respondProblems(
  respond: Json | undefined,
  at: RulePath,
  target: Target,
): readonly RuleProblem[] {
  if (respond === undefined)
    return [
      {
        ...broken("a rule without respond does nothing", "add respond: with its actions", at.slice(0, -1)),
        severity: "warning",
      },
    ];
  if (!Array.isArray(respond)) {
    return [
      broken(`respond is a list of actions, not ${kindOf(respond)}`, "begin each action with - action:", at),
    ];
  }
  const list = respond as readonly Json[];
  return list.flatMap((raw, index) =>
    actionProblems(raw, [...at, index], { target, before: list.slice(0, index) }),
  );
}

const broken = (message: string, fix: string, at: RulePath): RuleProblem => ({
  check: "rule/respond",
  severity: "error",
  message,
  fix,
  at,
});

interface Surroundings {
  readonly target: Target;
  /** The actions before. */
  readonly before: readonly Json[];
}

function actionProblems(raw: Json, at: RulePath, around: Surroundings): readonly RuleProblem[] {
  if (!isJsonObject(raw))
    return [broken(`an action is a map, not ${kindOf(raw)}`, "write - action: and its parameters", at)];
  const { action: name } = raw;
  if (typeof name !== "string")
    return [broken(`Cannot respond with ${placeText(at)}: it has no action`, "write action:", at)];
  const action = findAction(name);
  if (!action) return [unknownAction(name, [...at, "action"])];
  return [
    ...keyProblems(action, raw, at),
    ...missingProblems(action, raw, at),
    ...(raw["suppression"] === undefined ? [] : checkSuppression(raw["suppression"], [...at, "suppression"])),
    ...templateProblems(action, raw, at),
    ...targetProblems(action, at, around.target),
    ...reportProblems(raw, at, around.before),
    ...(action.check?.(raw, at) ?? []),
  ];
}

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

function keyProblems(action: Action, raw: JsonObject, at: RulePath): RuleProblem[] {
  return Object.entries(raw).flatMap(([key, value]) => {
    if (key === "action" || key === "suppression" || standsForMissing(action, raw, key)) return [];
    const parameter = action.parameters.find(({ name }) => name === key);
    return parameter ? typeProblems(parameter, value, at) : [unknownKey(action, key, [...at, key])];
  });
}

/** True for a key that people write instead of a parameter that is missing: said once, where that is missed. */
function standsForMissing({ mistaken = {} }: Action, raw: JsonObject, key: string): boolean {
  const meant = Object.hasOwn(mistaken, key) ? mistaken[key] : undefined;
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

function missingProblems(
  { name, parameters, mistaken = {} }: Action,
  raw: JsonObject,
  at: RulePath,
): RuleProblem[] {
  return parameters
    .filter((parameter) => parameter.required && raw[parameter.name] === undefined)
    .map((parameter) => {
      const instead = Object.keys(raw).find((key) => mistaken[key] === parameter.name);
      return {
        check: "rule/missing-parameter",
        severity: "error",
        message: `Cannot respond with ${placeText(at)}: ${name} has no ${parameter.name}`,
        fix:
          instead === undefined
            ? `add ${parameter.name}: ${parameter.type.expected}`
            : `write ${parameter.name} instead of ${instead}`,
        at: instead === undefined ? at : [...at, instead],
      };
    });
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
  const reason = text.includes("{{") ? templateProblem(text) : undefined;
  if (reason === undefined) return [];
  const fix =
    "write a template of Go, such as {{ .event.FILE_PATH }}; fields whose names are not plain words need index";
  return [
    { check: "rule/template", severity: "error", message: `Cannot read the template: ${reason}`, fix, at },
  ];
}

function targetProblems({ name, targets }: Action, at: RulePath, target: Target): RuleProblem[] {
  const fits = targets ? targets.includes(target.name) : target.name !== "artifact" && target.name !== "log";
  if (fits) return [];
  return [
    {
      check: "rule/action-target",
      severity: "warning",
      message: `${name} is not documented for rules of target ${target.name}`,
      fix:
        target.name === "artifact"
          ? "rules of target artifact can only report"
          : "remove it, or change the target",
      at,
    },
  ];
}

function reportProblems(raw: JsonObject, at: RulePath, before: readonly Json[]): RuleProblem[] {
  const reported = before.some((one) => isJsonObject(one) && one["action"] === "report");
  if (raw["based on report"] !== true || reported) return [];
  const message = "Cannot base the request on a report: no report comes before it";
  return [
    { check: "rule/report-order", severity: "error", message, fix: "move a report action before it", at },
  ];
}
