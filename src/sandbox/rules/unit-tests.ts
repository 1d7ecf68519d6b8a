import { evaluate } from "../../core/detection/evaluate.js";
import type { CompiledDetect } from "../../core/detection/compile.js";
import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";

/** The tests of a rule: each a list of events, which are alternatives (reference: API, 9.1; D&R, section 7). */
interface Test {
  readonly expected: boolean;
  readonly events: readonly JsonObject[];
}

/** Why the unit tests of a rule fail, in the service's words; undefined when they pass (reference: API, 6.8). */
export function testsProblem(
  detect: CompiledDetect,
  { tests, detect: written }: JsonObject,
): string | undefined {
  if (tests === undefined || tests === null) return undefined;
  if (detect.stateful) return "error parsing rule: rule context does not support stateful operators";
  const read = readTests(tests);
  if (typeof read === "string") return `error parsing rule: ${read}`;
  for (const [index, test] of read.entries()) {
    const problem = failure(detect, test, expectedTypes(written));
    if (problem !== undefined) return `test ${index + 1} failed validation: ${problem}`;
  }
  return undefined;
}

function readTests(tests: Json): readonly Test[] | string {
  if (!isJsonObject(tests)) return "tests is not a map";
  const odd = Object.keys(tests).find((name) => name !== "match" && name !== "non_match");
  if (odd !== undefined) return `tests has no member ${odd}`;
  const { match = [], non_match = [] } = tests;
  const lists = [...listsOf(match, true), ...listsOf(non_match, false)];
  return lists.includes(undefined)
    ? "tests are lists of lists of events"
    : lists.filter((test) => test !== undefined);
}

function listsOf(lists: Json, expected: boolean): readonly (Test | undefined)[] {
  if (!Array.isArray(lists)) return [undefined];
  return lists.map((events: Json) =>
    Array.isArray(events) && events.every(isJsonObject) ? { expected, events } : undefined,
  );
}

function expectedTypes(detect: Json | undefined): readonly string[] | undefined {
  if (!isJsonObject(detect) || (detect.target !== undefined && detect.target !== "edr")) return undefined;
  const { event, events } = detect;
  if (typeof event === "string") return [event];
  return Array.isArray(events) ? events.map(String) : undefined;
}

function failure(
  detect: CompiledDetect,
  { expected, events }: Test,
  types: readonly string[] | undefined,
): string | undefined {
  const odd = expected ? events.find((event) => types && !types.includes(typeOf(event))) : undefined;
  if (odd) {
    return `test event type '${typeOf(odd)}' does not match rule's expected event(s): [${types?.join(" ")}]`;
  }
  const matched = events.some((event) => matches(detect, event, expected));
  if (matched === expected) return undefined;
  return expected ? "expected a match" : "expected no match";
}

function typeOf({ routing }: JsonObject): string {
  const type = isJsonObject(routing) ? routing.event_type : undefined;
  return typeof type === "string" ? type : "";
}

/** What public sources do not settle counts as the better guess, and without one as what the test expects. */
function matches(detect: CompiledDetect, event: JsonObject, expected: boolean): boolean {
  const { verdict } = evaluate(detect, event);
  return typeof verdict === "boolean" ? verdict : (verdict.lean ?? expected);
}
