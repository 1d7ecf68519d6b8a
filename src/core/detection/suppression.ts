import { isJsonObject, type Json, type JsonObject } from "../model/json.js";
import { nearestName } from "../model/nearest.js";
import { parseGoDuration } from "./go-duration.js";
import { boolean, count, duration, path, textList } from "./parameter-types.js";
import { optional, type Parameter, required } from "./parameter.js";
import { kindOf, type RulePath, type RuleProblem, shown } from "./problem.js";
import { typeProblems } from "./type-problems.js";

/** The parameters of `suppression`, which every action takes (reference: D&R data, suppression). */
export const suppressionParameters: readonly Parameter[] = [
  optional("max_count", count, "at most so many times per period and key"),
  optional("min_count", count, "not before so many times; needs max_count"),
  required("period", duration, "length of the window, at most 720h"),
  optional("is_global", boolean, "count for the organization, not for each sensor", { default: false }),
  optional("keys", textList, "what is counted together; templates of the event", { template: "event" }),
  optional("count_path", path, "path to a whole number to add instead of 1"),
];

const longestPeriodMs = 720 * 3_600_000;

const names = suppressionParameters.map(({ name }) => name);

/** What is wrong with the suppression of an action. */
export function checkSuppression(suppression: Json, at: RulePath): readonly RuleProblem[] {
  if (!isJsonObject(suppression)) {
    return [
      problem(`suppression must be a map, not ${kindOf(suppression)}`, "write max_count and period", at),
    ];
  }
  const unknown = Object.keys(suppression).filter((key) => !names.includes(key));
  const single = suppressionParameters.flatMap((parameter) => {
    const value = suppression[parameter.name];
    return value === undefined ? [] : typeProblems(parameter, value, at);
  });
  return [...unknown.map((key) => unknownMember(key, at)), ...single, ...checkCounts(suppression, at)];
}

const problem = (message: string, fix: string, at: RulePath): RuleProblem => ({
  check: "rule/suppression",
  severity: "error",
  message,
  fix,
  at,
});

function unknownMember(key: string, at: RulePath): RuleProblem {
  const near = nearestName(key.replaceAll(" ", "_"), names);
  const fix = near === undefined ? `the members are ${names.join(", ")}` : `write ${near}`;
  return {
    ...problem(`suppression has no member ${shown(key)}`, fix, [...at, key]),
    check: "rule/unknown-key",
  };
}

function checkCounts(suppression: JsonObject, at: RulePath): RuleProblem[] {
  const { period, min_count: least, max_count: most } = suppression;
  const problems: RuleProblem[] = [];
  if (period === undefined) problems.push(problem("suppression has no period", "add period: such as 1h", at));
  if (typeof period === "string" && (parseGoDuration(period) ?? 0) > longestPeriodMs) {
    problems.push(problem("a period is at most 720h", "write 720h or less", [...at, "period"]));
  }
  if (least !== undefined && most === undefined) {
    problems.push(problem("min_count needs max_count", "add max_count, such as the same number", at));
  }
  if (least === undefined && most === undefined) {
    problems.push({
      ...problem("suppression without max_count holds nothing back", "add max_count", at),
      severity: "warning",
    });
  }
  return problems;
}
