import { isJsonObject, type Json } from "../model/json.js";
import { nearestName } from "../model/nearest.js";
import type { CompiledDetect, RuleTests } from "./compiled-rule.js";
import { kindOf, type RulePath, type RuleProblem, shown } from "./problem.js";

/** The vendor's words for tests of a rule that waits for later events (reference: D&R, section 7). */
export const statefulRefusal = "error parsing rule: rule context does not support stateful operators";

const noTests: RuleTests = { match: [], non_match: [] };

/** The unit tests of a rule as written, adding what is wrong with their shape. */
export function testsOf(
  tests: Json | undefined,
  detect: CompiledDetect,
  { at, problems }: { readonly at: RulePath; readonly problems: RuleProblem[] },
): RuleTests {
  if (tests === undefined || tests === null) return noTests;
  if (!isJsonObject(tests)) {
    problems.push(broken(`tests must be a map, not ${kindOf(tests)}`, "write match: and non_match:", at));
    return noTests;
  }
  for (const key of Object.keys(tests)) if (!isKind(key)) problems.push(unknownKind(key, [...at, key]));
  const before = problems.length;
  for (const kind of kinds) checkLists(tests[kind], [...at, kind], problems);
  if (problems.length > before) return noTests;
  const written = {
    match: tests["match"] ?? [],
    non_match: tests["non_match"] ?? [],
  } as unknown as RuleTests;
  if (detect.stateful && written.match.length + written.non_match.length > 0) problems.push(refused(at));
  return written;
}

const kinds = ["match", "non_match"] as const;
const isKind = (key: string): boolean => key === "match" || key === "non_match";

const broken = (message: string, fix: string, at: RulePath): RuleProblem => ({
  check: "rule/tests",
  severity: "error",
  message,
  fix,
  at,
});

function unknownKind(key: string, at: RulePath): RuleProblem {
  const near = nearestName(key, kinds) ?? (/not|neg|false|miss/i.test(key) ? "non_match" : undefined);
  const fix = near === undefined ? "write match or non_match" : `write ${near}`;
  return { ...broken(`tests has no member ${shown(key)}`, fix, at), check: "rule/unknown-key" };
}

function refused(at: RulePath): RuleProblem {
  return {
    check: "rule/stateful-tests",
    severity: "error",
    message: statefulRefusal,
    fix: "remove tests; with child, with descendant and with events are tried on sequences of events instead",
    at,
  };
}

/** A list of tests, each a list of events, each a map. */
function checkLists(lists: Json | undefined, at: RulePath, problems: RuleProblem[]): void {
  if (lists === undefined || lists === null) return;
  if (!Array.isArray(lists)) {
    problems.push(broken(`${at.at(-1)} must be a list of tests, not ${kindOf(lists)}`, listFix, at));
    return;
  }
  for (const [index, test] of lists.entries()) checkTest(test as Json, [...at, index], problems);
}

const listFix = "each test is a list of events: begin it with - - event:";

function checkTest(test: Json, at: RulePath, problems: RuleProblem[]): void {
  if (!Array.isArray(test)) {
    problems.push(broken(`a test must be a list of events, not ${kindOf(test)}`, listFix, at));
    return;
  }
  for (const [index, event] of test.entries()) {
    if (!isJsonObject(event)) {
      problems.push(
        broken(`an event must be a map, not ${kindOf(event)}`, "write event: and routing:", [...at, index]),
      );
    }
  }
}
