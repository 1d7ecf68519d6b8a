import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileDetect, compileRule } from "../../../src/core/detection/compile.js";
import { edrEvents } from "../../../src/core/detection/checks/known-events.js";
import { distanceAtMost } from "../../../src/core/detection/edit-distance.js";
import { evaluate, explain, type Fixtures } from "../../../src/core/detection/evaluate.js";
import { lintRule } from "../../../src/core/detection/lint.js";
import { operators } from "../../../src/core/detection/operators/table.js";
import { runTests } from "../../../src/core/detection/rule-tests.js";
import { advance } from "../../../src/core/detection/stateful.js";
import { suppress } from "../../../src/core/detection/suppress.js";
import { renderLookbacks, renderTemplate, renderTransform } from "../../../src/core/detection/templates.js";
import { Uncertain } from "../../../src/core/detection/verdict.js";
import type { Json, JsonObject } from "../../../src/core/model/json.js";

const keys = fc.constantFrom(
  "A",
  "B",
  "event",
  "routing",
  "0",
  "__proto__",
  "constructor",
  "plat",
  "tags",
  "",
);
const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom("a.b.c", "C:\\x\\y.exe", "10.0.0.1", "::ffff:10.0.0.1", "é", "445"),
);
const scalar = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));

const { value: anything } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    scalar as fc.Arbitrary<Json>,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(keys, tie("value"), { maxKeys: 4 }),
  ),
}));

/** As it comes off a wire. */
const anyValue = anything.map((one) => JSON.parse(JSON.stringify(one)) as Json);

const anyRecord = fc.record({
  event: anyValue,
  routing: fc.oneof(
    anyValue,
    fc.record({
      event_type: fc.constantFrom("NEW_PROCESS", "WEL"),
      plat: fc.constant(0x10000000),
      sid: text,
      this: text,
      parent: text,
      event_time: fc.integer(),
    }),
  ),
}) as fc.Arbitrary<JsonObject>;

const path = fc
  .array(fc.constantFrom("event", "routing", "A", "B", "?", "*", "0", "__proto__"), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.join("/"));
const value = fc.oneof(
  text,
  path.map((one) => `<<${one}>>`),
  fc.constantFrom("[[v]]", "{{ .event.A }}", "{{ .event.A.B }}", "{{ if", ""),
);

const leafValues: { readonly [type: string]: fc.Arbitrary<Json> } = {
  path,
  scalar: fc.oneof(value, fc.integer(), fc.boolean()),
  text: value,
  numeric: fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.constantFrom("5", "[[v]]", "<<event/A>>")),
  count: fc.nat({ max: 5 }),
  integer: fc.integer(),
  boolean: fc.boolean(),
  pattern: fc.constantFrom("a", "^.*$", "(a+)+", "\\d", "[", "é"),
  slice: fc.constantFrom("0:2", "-1", ":", "1:", 2),
  texts: fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })),
  textList: fc.array(fc.constantFrom(...edrEvents.slice(0, 3), "NEW_PROCESS"), { maxLength: 2 }),
  cidr: fc.constantFrom("10.0.0.0/8", "::/0", "bad"),
  list: fc.constant([]),
  map: fc.constant({}),
  anything: anyValue,
};

const shared = fc.record(
  {
    not: fc.boolean(),
    event: fc.constantFrom("NEW_PROCESS", "WEL"),
    events: leafValues["textList"] as fc.Arbitrary<Json>,
    times: fc.constantFrom([{}], [{ time_of_day_start: 2200, time_of_day_end: 500 }], [{ tz: "Asia/Tokyo" }]),
    count: fc.nat({ max: 3 }),
    within: fc.nat({ max: 100 }),
    "is stateless": fc.boolean(),
    target: fc.constantFrom("edr", "detection", "artifact"),
  },
  { requiredKeys: [] },
);

/** A node of every operator with values of the right types, so that most of them compile; with so many levels below it. */
function nodeWith(levels: number): fc.Arbitrary<Json> {
  const child = levels > 0 ? nodeWith(levels - 1) : fc.constant<Json>({ op: "is windows" });
  const types: { readonly [type: string]: fc.Arbitrary<Json> } = {
    ...leafValues,
    node: child,
    nodes: fc.array(child, { minLength: 1, maxLength: 3 }),
  };
  const nodes = operators.map(({ name, parameters }) =>
    fc
      .tuple(
        shared,
        fc.record(Object.fromEntries(parameters.map((one) => [one.name, types[one.type.name] ?? text])), {
          requiredKeys: parameters.filter((one) => one.required).map((one) => one.name),
        }),
        fc.option(child, { freq: 8 }),
        fc.constantFrom("with child", "with descendant", "with events"),
      )
      .map(([more, own, sequel, link]) => ({
        ...more,
        ...own,
        op: name,
        ...(sequel === null ? {} : { [link]: sequel }),
      })),
  );
  return fc.oneof(...nodes);
}

const node = nodeWith(2);

const fixtures: fc.Arbitrary<Fixtures> = fc.record(
  {
    nowMs: fc.oneof(fc.integer(), fc.double()),
    variables: fc.constant({ v: ["a", "5"] }),
    lookups: fc.constant({ x: { "a.b.c": { A: 1 } } }),
  },
  { requiredKeys: [] },
);

describe("any rule that compiles, on any record", () => {
  it("is judged without an exception, and explained with the same answer", () => {
    fc.assert(
      fc.property(node, anyRecord, fixtures, (detect, record, given) => {
        const compiled = compileDetect(detect);
        if (!compiled.ok) return;
        const { verdict } = evaluate(compiled.rule, record, given);
        expect(typeof verdict === "boolean" || verdict instanceof Uncertain).toBe(true);
        const explained = explain(compiled.rule, record, given).verdict;
        if (typeof verdict === "boolean") expect(explained).toBe(verdict);
        else expect(explained).toBeInstanceOf(Uncertain);
      }),
      { numRuns: 2000 },
    );
  });

  it("advances over sequences without an exception, with state that is plain data", () => {
    fc.assert(
      fc.property(node, fc.array(anyRecord, { maxLength: 5 }), fixtures, (detect, records, given) => {
        const compiled = compileDetect(detect);
        if (!compiled.ok) return;
        let state = {};
        for (const record of records) {
          state = advance(compiled.rule, state, { record, fixtures: given }).state;
          expect(JSON.parse(JSON.stringify(state))).toEqual(
            structuredClone(JSON.parse(JSON.stringify(state))),
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is linted and tested without an exception", () => {
    fc.assert(
      fc.property(
        node,
        fc.array(fc.array(anyRecord, { maxLength: 2 }), { maxLength: 2 }),
        (detect, tests) => {
          const compiled = compileRule({
            detect,
            respond: [],
            tests: { match: tests, non_match: tests },
          });
          if (!compiled.ok) return;
          lintRule(compiled.rule);
          expect(runTests(compiled.rule.detect, compiled.rule.tests)).toHaveLength(tests.length * 2);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("anything at all", () => {
  it("is compiled or refused without an exception, and what is refused has an error with a place and a fix", () => {
    fc.assert(
      fc.property(anyValue, anyValue, anyValue, (detect, respond, tests) => {
        const compiled = compileRule({ detect, respond, tests });
        const problems = compiled.ok ? compiled.warnings : compiled.problems;
        if (!compiled.ok) expect(problems.some(({ severity }) => severity === "error")).toBe(true);
        for (const { message, fix, check } of problems) {
          expect(message).not.toBe("");
          expect(fix).not.toBe("");
          expect(check).toMatch(/^rule\//);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("is rendered or refused without an exception", () => {
    const pieces = fc.array(
      fc.constantFrom(
        "{{",
        "}}",
        "{{-",
        "-}}",
        " ",
        ".event",
        ".A",
        "if",
        "range",
        "with",
        "end",
        "else",
        "|",
        "(",
        ")",
        '"a"',
        "$x",
        ":=",
        "=",
        "index",
        "len",
        "join",
        "0",
        "text",
        "<<event/A>>",
      ),
      { maxLength: 15 },
    );
    fc.assert(
      fc.property(pieces, anyRecord, (parts, record) => {
        const source = parts.join("");
        for (const rendered of [
          renderTemplate(source, record),
          renderLookbacks(source, record),
          renderTransform({ a: source }, record),
        ]) {
          expect(typeof rendered.ok).toBe("boolean");
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("is suppressed without an exception", () => {
    fc.assert(
      fc.property(anyValue, anyRecord, (suppression, record) => {
        const { run } = suppress(
          {},
          { action: { action: "report", suppression }, owner: "x", record, nowMs: 0 },
        );
        expect(typeof run).toBe("boolean");
      }),
    );
  });
});

describe("string distance", () => {
  /** Levenshtein's distance by its definition. */
  function distance(a: string, b: string): number {
    if (a === "" || b === "") return a.length + b.length;
    const replaced = distance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1);
    return Math.min(replaced, distance(a.slice(1), b) + 1, distance(a, b.slice(1)) + 1);
  }

  it("agrees with the definition", () => {
    const short = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
    fc.assert(
      fc.property(short, short, fc.nat({ max: 7 }), (a, b, max) => {
        expect(distanceAtMost(Array.from(a), Array.from(b), max)).toBe(distance(a, b) <= max);
      }),
      { numRuns: 300 },
    );
  });
});
