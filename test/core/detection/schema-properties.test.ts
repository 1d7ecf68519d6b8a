import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actions } from "../../../src/core/detection/actions/table.js";
import {
  type Compiled,
  type CompiledDetect,
  compileAround,
  compileDetect,
  compileRule,
  type RuleProblem,
} from "../../../src/core/detection/compile.js";
import { evaluate, explain, type Fixtures } from "../../../src/core/detection/evaluate.js";
import { lintAroundCondition, lintRule } from "../../../src/core/detection/lint.js";
import { operators } from "../../../src/core/detection/operators/table.js";
import { runTests } from "../../../src/core/detection/rule-tests.js";
import { advance, type StatefulState } from "../../../src/core/detection/stateful.js";
import { suppress } from "../../../src/core/detection/suppress.js";
import {
  eventContext,
  renderTemplate,
  renderText,
  renderTransform,
  reportContext,
} from "../../../src/core/detection/templates.js";
import { Uncertain } from "../../../src/core/detection/verdict.js";
import type { Json, JsonObject } from "../../../src/core/model/json.js";
import { schemaArbitraries } from "./from-schema.js";

const schema = JSON.parse(readFileSync("schemas/dr-rule.schema.json", "utf8")) as JsonObject;
const accepts = new Ajv2020.default({ strict: false }).compile(schema);

const path = fc
  .array(fc.constantFrom("event", "routing", "A", "B", "?", "*", "0", "__proto__", ""), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join("/") || "/");
const template = fc.constantFrom(
  "{{ .event.A }}",
  "{{ .event.A.B }}",
  "{{ index .event.A 0 }}",
  '{{ if eq .routing.event_type "WEL" }}{{ len .event.A }}{{ else }}{{ .mtd }}{{ end }}',
  "{{ range $i, $x := .event.A }}{{ $i }}={{ $x }}{{ end }}",
  '{{ printf "%d %s %v" .event.A .event.B . }}',
  "{{ .event.A | json | b64enc | len }}",
  "{{ if",
  "event.A",
  "<<event/A>> <<event/*/B>>",
);
const text = fc.oneof(
  fc.string({ maxLength: 6 }),
  path,
  template,
  fc.constantFrom(
    "[[v]]",
    "[[constructor]]",
    "<<event/A>>",
    "5",
    "10.0.0.1",
    "::ffff:10.0.0.1",
    "a.b.c",
    "é",
  ),
);
const { value: anything } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text as fc.Arbitrary<Json>,
    fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constant(null)) as fc.Arbitrary<Json>,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("A", "B", "event", "__proto__", "constructor", "0", ""), tie("value"), {
      maxKeys: 4,
    }),
  ),
}));
/** As it comes off a wire. */
const json = anything.map((one) => JSON.parse(JSON.stringify(one)) as Json);

const events = fc.constantFrom("NEW_PROCESS", "WEL", "RECEIPT");
const texts: { readonly [member: string]: fc.Arbitrary<string> } = {
  path,
  count_path: path,
  event: events,
  events,
  cidr: fc.constantFrom("10.0.0.0/8", "::/0", "1.2.3.4/32"),
  re: fc.constantFrom("a", "^.*$", "(a+)+$", "\\d", "é", "(?i)x|y"),
  "sub domain": fc.constantFrom("0:2", "-1", ":", "1:"),
  resource: fc.constantFrom("hive://lookup/x", "lcr://api/ip-geo", "lcr://detection/y", "hive://yara/z"),
  definition: fc.constantFrom("hive://ai_agent/x"),
  period: fc.constantFrom("1h", "30m", "720h", "1ms"),
  duration: fc.constantFrom("1s", "1m"),
  tz: fc.constantFrom("UTC", "Asia/Tokyo", "America/New_York"),
};
const numbers: { readonly [member: string]: fc.Arbitrary<number> } = {
  timeout: fc.constantFrom(1, 60),
  "sub domain": fc.constantFrom(2, -1),
  day_of_week_start: fc.integer({ min: 1, max: 7 }),
  day_of_week_end: fc.integer({ min: 1, max: 7 }),
  time_of_day_start: fc.constantFrom(0, 800, 2359),
  time_of_day_end: fc.constantFrom(0, 800, 2359),
};

const made = schemaArbitraries(schema, { text, texts, numbers, anything: json });
const definitions = schema["$defs"] as { readonly [name: string]: { readonly oneOf: readonly JsonObject[] } };
const nodes = definitions["node"]?.oneOf ?? [];
const responses = definitions["action"]?.oneOf ?? [];

const record = fc.record({
  routing: fc.oneof(
    json,
    fc.record({
      event_type: events,
      plat: fc.constantFrom<Json>(0x10000000, "windows"),
      arch: fc.nat({ max: 9 }),
      tags: json,
      sid: text,
      this: text,
      parent: text,
      event_time: fc.oneof(fc.integer(), json),
    }),
  ),
  event: json,
}) as fc.Arbitrary<JsonObject>;
const fixtures: fc.Arbitrary<Fixtures> = fc.record(
  {
    nowMs: fc.oneof(fc.integer(), fc.double()),
    variables: fc.constant({ v: ["a", "5"] }),
    lookups: fc.constant({ x: { "a.b.c": { A: 1 } }, "ip-geo": { "10.0.0.1": {} } }),
  },
  { requiredKeys: [] },
);

/** Judges records one by one and as a sequence, with and without reasons. */
function judge(rule: CompiledDetect, records: readonly JsonObject[], given: Fixtures): void {
  let state: StatefulState = {};
  for (const one of records) {
    const { verdict } = evaluate(rule, one, given);
    const explained = explain(rule, one, given).verdict;
    if (verdict instanceof Uncertain) expect(explained).toBeInstanceOf(Uncertain);
    else expect(explained).toBe(verdict);
    state = advance(rule, state, { record: one, fixtures: given }).state;
  }
}

/** Decides and renders an action as the platform would. */
function act(action: JsonObject, one: JsonObject): void {
  const data = eventContext(one, { x: { A: 1 } });
  const { run } = suppress({}, { action, owner: "r", record: one, nowMs: 0 });
  expect(typeof run).toBe("boolean");
  for (const value of Object.values(action)) {
    expect(typeof renderTransform(value, data).ok).toBe("boolean");
    for (const part of [value].flat()) {
      if (typeof part !== "string") continue;
      expect(typeof renderTemplate(part, reportContext({ detect: one, cat: "x" })).ok).toBe("boolean");
      expect(typeof renderText(part, data).ok).toBe("boolean");
    }
  }
}

/** True for what is said of a rule beside its condition. */
const isAround = ({ at }: RuleProblem): boolean => at[0] !== "detect";

const problemsOf = (compiled: Compiled<unknown>): readonly RuleProblem[] =>
  compiled.ok ? compiled.warnings : compiled.problems;

describe("rules made from the published schema", () => {
  it.each(operators.map(({ name }, index) => [name, nodes[index] as JsonObject]))(
    "with %s on top are what the schema accepts, and are judged without an exception, on anything",
    (_name, node) => {
      let compiled = 0;
      fc.assert(
        fc.property(
          made(node, 2),
          fc.array(record, { minLength: 1, maxLength: 3 }),
          fixtures,
          (detect, records, given) => {
            expect([accepts({ detect }), detect]).toEqual([true, detect]);
            const rule = compileDetect(detect);
            if (!rule.ok) return;
            compiled += 1;
            judge(rule.rule, records, given);
          },
        ),
        { numRuns: 100 },
      );
      expect(compiled).toBeGreaterThan(0);
    },
  );

  it.each(actions.map(({ name }, index) => [name, responses[index] as JsonObject]))(
    "with the action %s are what the schema accepts, linted, tested, suppressed and rendered without an exception",
    (_name, response) => {
      let compiled = 0;
      fc.assert(
        fc.property(
          made({ $ref: "#/$defs/node" }, 2),
          made(response, 0),
          fc.array(fc.array(record, { maxLength: 2 }), { maxLength: 2 }),
          record,
          (detect, action, tests, one) => {
            const rule = { detect, respond: [action], tests: { match: tests, non_match: tests } };
            expect([accepts(rule), rule]).toEqual([true, rule]);
            const whole = compileRule(rule);
            if (whole.ok) {
              expect(lintAroundCondition(whole.rule)).toEqual(lintRule(whole.rule).filter(isAround));
              expect(runTests(whole.rule.detect, whole.rule.tests)).toHaveLength(2 * tests.length);
            }
            const condition = compileDetect(detect);
            const around = compileAround(condition, rule);
            expect(problemsOf(around)).toEqual(problemsOf(condition.ok ? whole : condition));
            if (!compileRule({ detect: { op: "is windows" }, respond: [action] }).ok) return;
            compiled += 1;
            act(action as JsonObject, one);
          },
        ),
        { numRuns: 100 },
      );
      expect(compiled).toBeGreaterThan(0);
    },
  );
});
