import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/core/model/json.js";
import { LcqlError } from "../../../src/sandbox/lcql/lcql-error.js";
import { parseQuery } from "../../../src/sandbox/lcql/query.js";

const record: JsonObject = {
  routing: { event_type: "NEW_PROCESS", hostname: "web-1", tags: ["prod", "vip"] },
  event: {
    FILE_PATH: "/usr/bin/ls",
    PID: 42,
    QUOTE: `it's "x"`,
    PARENT: { FILE_PATH: "/sbin/init" },
    LIST: [{ A: 1 }, { A: 2 }],
  },
};

const holds = (filter: string) => parseQuery(`* | * | ${filter}`).filter(record);

describe("a filter", () => {
  it.each([
    ["*", true],
    ["event/FILE_PATH == '/usr/bin/ls'", true],
    ["event/FILE_PATH is not '/usr/bin/ls'", false],
    ["event/FILE_PATH != '/usr/bin/LS'", true],
    ["event/FILE_PATH contains 'bin'", true],
    ["event/FILE_PATH not contains bin", false],
    ["event/FILE_PATH starts with '/usr'", true],
    ['event/FILE_PATH STARTS WITH "/sbin"', false],
    ["event/FILE_PATH ends with ls", true],
    ["event/FILE_PATH matches `/l[s]$`", true],
    ["event/FILE_PATH not matches 'l[s]$'", false],
    ["event/PID == 42", true],
    ["event/PID == '42'", true],
    ["event/PID > 41 and event/PID < 43", true],
    ["event/PID >= 43", false],
    ["event/PID <= 42", true],
    ["event/FILE_PATH > 1", false],
    ["event/QUOTE == 'it\\'s \"x\"'", true],
    ["event/NOPE == ''", false],
    ["event/NOPE != ''", true],
    ["hostname is web-1", true],
    ["tags contains vip", true],
    ["routing/tags is prod", true],
    ["event/?/FILE_PATH is '/sbin/init'", true],
    ["event/*/A == 2", true],
    ["*/FILE_PATH is '/sbin/init'", true],
    ["?/PID is 42", true],
    ["event/LIST/A == 3", false],
    ["event/PARENT contains init", true],
    ["event/PID/x is 1", false],
    ["event/FILE_PATH is a or event/PID is 42", true],
    ["event/FILE_PATH is a or event/PID is 42 and event/PID is 1", false],
    ["(event/PID is 42 or event/FILE_PATH is a) and not event/PID is 1", true],
    ["not (event/PID is 42)", false],
    ["'event/PID' is 42", true],
    ["toString is 1", false],
  ])("%s is %s", (filter, expected) => {
    expect(holds(filter)).toBe(expected);
  });

  it.each([
    ["event/PID", "unknown operator the end"],
    ["event/PID is", "a value is missing at the end"],
    ["event/PID like 1", "unknown operator like"],
    ["event/PID is 1 2", "unexpected 2"],
    ["(event/PID is 1", ") is missing before the end"],
    ["event/PID is 1)", "unexpected )"],
    ["not", "a path is missing at the end"],
    ["event/PID = 1", "cannot read = 1"],
    ["event/PID matches '['", "[ is not a regular expression"],
    ["event/PID is 'x", "a quote ' is not closed"],
    [`${"(".repeat(200)}a is 1${")".repeat(200)}`, "the filter is nested too deep"],
  ])("%s is refused", (filter, message) => {
    expect(() => holds(filter)).toThrow(new LcqlError(message));
  });
});

describe("a query", () => {
  const shape = (text: string) => {
    const { time, selector, types, projection } = parseQuery(text);
    return { time, selector, types, projection };
  };
  const base = { time: undefined, selector: "*", types: [], projection: undefined };

  it.each([
    ["event/PID is 1", base],
    ["event/PID is 1 | COUNT(event) as n", { ...base, projection: "COUNT(event) as n" }],
    ["-90s | plat == linux", { ...base, time: { lastSeconds: 90 }, selector: "plat == linux" }],
    ["-2w|*|A B", { ...base, time: { lastSeconds: 1_209_600 }, types: ["A", "B"] }],
    ["plat == linux | A | *", { ...base, selector: "plat == linux", types: ["A"] }],
    [
      "-1d | * | A | * | x as y",
      { ...base, time: { lastSeconds: 86_400 }, types: ["A"], projection: "x as y" },
    ],
    ["`a|b` in tags | * | 'x|y' is z", { ...base, selector: "`a|b` in tags" }],
    [
      "2026-01-01 to 2026-01-02T00:00:01Z | *",
      { ...base, time: { fromS: 1_767_225_600, toS: 1_767_312_001 } },
    ],
  ])("%s has its parts", (text, expected) => {
    expect(shape(text)).toEqual(expected);
  });

  it.each([
    ["-1h | * | A-B", "A-B is not an event type"],
    ["-1h | * | * | * | x | y", "a query has at most 5 parts, not 6"],
    ["2026-13-01 to 2026-01-02 | *", "cannot read the time 2026-13-01"],
  ])("%s is refused", (text, message) => {
    expect(() => parseQuery(text)).toThrow(new LcqlError(message));
  });

  it("of any text is read or refused, never a defect", () => {
    const word = fc.constantFrom(
      "event/A",
      "is",
      "not",
      "(",
      ")",
      "and",
      "or",
      "'x'",
      "|",
      "*",
      "matches",
      "-1h",
      "==",
      "\\",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.array(word, { maxLength: 12 }).map((words) => words.join(" ")),
    );
    fc.assert(
      fc.property(text, (query) => {
        try {
          expect(parseQuery(query).filter(record)).toBeTypeOf("boolean");
        } catch (error) {
          expect(error).toBeInstanceOf(LcqlError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
