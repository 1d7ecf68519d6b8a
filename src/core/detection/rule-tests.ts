import type { JsonObject } from "../model/json.js";
import type { CompiledDetect, RuleTests } from "./compiled-rule.js";
import { evaluate, explain, type Fixtures } from "./evaluate.js";
import { decisiveNode, type Explanation } from "./explanation.js";
import { memberOf } from "./scene.js";
import { statefulRefusal } from "./tests-compiler.js";
import { Uncertain } from "./verdict.js";
import { plainText } from "./written.js";

/** What became of one unit test. `error`: the service would refuse the test; `uncertain`: public sources do not settle it. */
export type TestOutcome = "passed" | "failed" | "error" | "uncertain";

/** The result of one unit test of a rule. */
export interface RuleTestResult {
  readonly kind: "match" | "non_match";
  /** Position in its list, from 0. */
  readonly index: number;
  readonly outcome: TestOutcome;
  /** Why, as one sentence. */
  readonly message: string;
  /** What a passed test does not prove. */
  readonly warnings: readonly string[];
  /** Position of the event that decided, from 0; absent where none did. */
  readonly event?: number;
  /** Why that event matched or did not; only where the test did not pass. */
  readonly explanation?: Explanation;
}

/**
 * Runs unit tests with the semantics of the service (reference: D&R, section 7): each event by itself, a match test passes with any
 * event, a non_match test fails with any. Never throws.
 */
export function runTests(
  detect: CompiledDetect,
  tests: RuleTests,
  fixtures: Fixtures = {},
): readonly RuleTestResult[] {
  const run = (kind: RuleTestResult["kind"]) =>
    tests[kind].map((events, index) => ({
      kind,
      index,
      ...runTest({ detect, kind, index, events, fixtures }),
    }));
  return [...run("match"), ...run("non_match")];
}

/** The worst outcome of all: what became of the rule. */
export function outcomeOf(results: readonly RuleTestResult[]): TestOutcome {
  const worst = (["error", "failed", "uncertain"] as const).find((outcome) =>
    results.some((result) => result.outcome === outcome),
  );
  return worst ?? "passed";
}

interface Test {
  readonly detect: CompiledDetect;
  readonly kind: RuleTestResult["kind"];
  readonly index: number;
  readonly events: readonly JsonObject[];
  readonly fixtures: Fixtures;
}

/** An event of a test, and its position. */
interface PlacedEvent {
  readonly event: JsonObject;
  readonly index: number;
}

type Result = Omit<RuleTestResult, "kind" | "index">;

function runTest(test: Test): Result {
  if (test.detect.stateful) return { outcome: "error", message: statefulRefusal, warnings: [] };
  return test.kind === "match" ? runMatch(test) : runNonMatch(test);
}

function runMatch(test: Test): Result {
  const { detect, events, fixtures } = test;
  let open: PlacedEvent | undefined;
  let hit: number | undefined;
  for (const [index, event] of events.entries()) {
    const type = typeFit(detect, event);
    if (type === "other" && hit === undefined) return wrongType(test, { event, index });
    if (type !== "same") return { ...uncertainType(type, index), event: index };
    const { verdict } = evaluate(detect, event, fixtures);
    if (verdict === true) hit ??= index;
    if (verdict instanceof Uncertain) open ??= { event, index };
  }
  if (hit !== undefined)
    return { outcome: "passed", message: `event ${hit + 1} matches`, warnings: [], event: hit };
  return open === undefined ? missed(test) : undecided(test, open);
}

function runNonMatch(test: Test): Result {
  const { detect, events, fixtures } = test;
  let open: PlacedEvent | undefined;
  let skipped = 0;
  for (const [index, event] of events.entries()) {
    if (typeFit(detect, event) === "other") {
      skipped += 1;
      continue;
    }
    const { verdict } = evaluate(detect, event, fixtures);
    if (verdict === true) return caught(test, { event, index });
    if (verdict instanceof Uncertain) open ??= { event, index };
  }
  if (open !== undefined) return undecided(test, open);
  return { outcome: "passed", message: "no event matches", warnings: vacuity(events.length, skipped) };
}

/** What a passed non_match test does not prove. */
function vacuity(events: number, skipped: number): string[] {
  if (events === 0) return ["the test has no events: it proves nothing"];
  if (skipped === 0) return [];
  return skipped === events
    ? ["all events are of types that the rule is not about, and skipped: the test proves nothing"]
    : [`${skipped} of ${events} events are of types that the rule is not about, and skipped`];
}

/** Whether an event's type is one that the rule asks for; `open` for a detection of which only one of its two types is. */
function typeFit({ node, target }: CompiledDetect, event: JsonObject): "same" | "other" | "open" {
  const { events } = node;
  if (!events) return "same";
  const types = [memberOf(memberOf(event, "routing"), "event_type")];
  if (target.selects === "cat") types.push(memberOf(event, "cat"));
  const fitting = types.filter((type) => typeof type === "string" && events.has(type)).length;
  if (fitting === 0) return "other";
  return fitting === types.length ? "same" : "open";
}

/** The service's own words; whether it counts tests from 0 or 1 is not documented. */
function wrongType({ detect, index: number }: Test, { event, index }: PlacedEvent): Result {
  const type = plainText(memberOf(memberOf(event, "routing"), "event_type"));
  const wanted = [...(detect.node.events as ReadonlySet<string>)].join(" ");
  return {
    outcome: "error",
    message: `test ${number + 1} failed validation: test event type '${type}' does not match rule's expected event(s): [${wanted}]`,
    warnings: [],
    event: index,
  };
}

function uncertainType(type: "other" | "open", index: number): Result {
  const message =
    type === "open"
      ? `event ${index + 1}: which type of a detection the service compares with event, cat or routing/event_type, is not documented`
      : `event ${index + 1} is of a type that the rule is not about; whether an earlier event that matches hides that is not documented`;
  return { outcome: "uncertain", message, warnings: [] };
}

function caught({ detect, fixtures }: Test, { event, index }: PlacedEvent): Result {
  const explanation = explain(detect, event, fixtures);
  const message = `event ${index + 1} matches, and should not: ${decisiveNode(explanation).why}`;
  return { outcome: "failed", message, warnings: [], event: index, explanation };
}

function undecided({ detect, fixtures }: Test, { event, index }: PlacedEvent): Result {
  const explanation = explain(detect, event, fixtures);
  const message = `event ${index + 1}: ${decisiveNode(explanation).why}`;
  return { outcome: "uncertain", message, warnings: [], event: index, explanation };
}

/** No event matches: the one that came closest is explained. */
function missed({ detect, events, fixtures }: Test): Result {
  const tried = events.map((event, index) => ({ index, explanation: explain(detect, event, fixtures) }));
  const [closest] = tried.toSorted((a, b) => depth(b.explanation) - depth(a.explanation));
  if (!closest)
    return { outcome: "failed", message: "the test has no events: nothing can match", warnings: [] };
  const { index, explanation } = closest;
  const message = `event ${index + 1} does not match: ${decisiveNode(explanation).why}`;
  return { outcome: "failed", message, warnings: [], event: index, explanation };
}

const depth = (explanation: Explanation): number => decisiveNode(explanation).at.length;
