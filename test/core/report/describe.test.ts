import { describe, expect, it } from "vitest";
import {
  counted,
  describeChange,
  describeEnd,
  describeReach,
  describeValue,
  grouped,
  sensors,
} from "../../../src/core/report/describe.js";
import { describeRule } from "../../../src/core/report/describe-rule.js";
import { changes, issue, rule } from "./samples.js";

describe("a change in words", () => {
  it("has a sign and a title for every verb", () => {
    expect(changes.map(describeChange).map(({ sign, title }) => `${sign} ${title}`)).toEqual([
      "+ subscribe to ext-reliable-tasking",
      "= move old to version",
      "= record users",
      "= adopt adopted, run 1",
      "= accept accepted, run 3",
      "= record rule lctasks.soc.adopted",
      "+ create rule lctasks.soc.version",
      "~ update rule lctasks.soc.users",
      "- cancel version, run 1",
      "- cancel gone, run 1",
      "> issue version, run 2",
      "> issue unknown, run 1",
      "- delete rule lctasks.soc.gone",
      "= forget rule lctasks.soc.gone.2",
      "= record gone as removed",
    ]);
  });

  it("of a run for newcomers as well says which round it is, and whom all of it reaches", () => {
    const round = (number: number) =>
      describeChange({ ...issue, part: { newcomers: { round: number } }, runReach: issue.reach });
    expect(round(0).title).toBe("issue version, run 2");
    expect(round(3).title).toBe("issue version, run 2, newcomers 3");
    expect(round(3).details.map(([label]) => label)).toContain("all of it");
    const { row, reason, fingerprint, task, run } = issue;
    const count = { verb: "count-served", row, reason, fingerprint, task, run, token: "t" } as const;
    expect(describeChange(count).title).toBe("count who has version, run 2");
  });

  it("is inert in all its parts", () => {
    const hostile = describeChange({
      ...issue,
      task: "a\u001b[2J",
      reason: "b\u202e",
      request: { ...issue.request, command: "c\n+ create rule x" },
    });
    expect(hostile.title).toBe("issue a\\u{1b}[2J, run 2");
    expect(hostile.reason).toBe("b\\u{202e}");
    expect(hostile.details).toContainEqual(["task", "c\\n+ create rule x"]);
  });

  it("shows no difference for a rule that is new: what it does is said instead", () => {
    const [create] = changes.filter(({ verb }) => verb === "create-rule");
    const described =
      create && describeChange({ ...create, diff: [{ path: "x", after: 1 }] } as typeof create);
    expect(described?.diff).toEqual([]);
    expect(described?.details.map(([label]) => label)).toEqual(["listens", "does", "tests"]);
  });
});

describe("a rule in words", () => {
  const words = (detect: object, respond: object[] = [{ action: "output", name: "x" }]) =>
    describeRule({ ...rule, data: { detect, respond } as typeof rule.data }).map(([, text]) => text);

  it.each<[object, string]>([
    [{ event: "A", op: "is", path: "event/X", value: 7 }, "A where event/X is 7"],
    [{ event: "A", op: "exists", path: "event/X" }, "A where event/X exists"],
    [
      { op: "contains", path: "routing/investigation_id", value: "v" },
      "any event where routing/investigation_id contains v",
    ],
    [
      {
        events: ["A", "B"],
        op: "and",
        rules: [
          { op: "exists", path: "p" },
          { op: "is", path: "q", value: "v" },
        ],
      },
      "A or B where p exists and q is v",
    ],
    [
      {
        event: "A",
        op: "or",
        rules: [
          { op: "exists", path: "p" },
          {
            op: "and",
            rules: [
              { op: "exists", path: "q" },
              { op: "exists", path: "r" },
            ],
          },
        ],
      },
      "A where (p exists) or (q exists and r exists)",
    ],
  ])("of %j are %j", (detect, text) => {
    expect(words(detect)[0]).toBe(text);
  });

  it.each<object>([
    { event: "A", op: "matches", path: "p", re: "x" },
    { event: "A", op: "is", path: "p", value: "v", not: true },
    { event: "A", op: "and", rules: [{ op: "is tagged", tag: "x" }] },
    { event: "A", op: "and", rules: ["text"] },
    { event: "A", op: "and", rules: [], target: "detection" },
    { event: "A", op: "xor", rules: [{ op: "exists", path: "p" }] },
    { event: "A", op: 7, path: "p" },
  ])("do not say less than %j: the condition is shown as it is", (detect) => {
    const { event: _event, ...condition } = detect as { event: string };
    expect(words(detect)[0]).toBe(`A where ${JSON.stringify(condition)}`);
  });

  it("name what each action is about, and how many tests there are", () => {
    expect(
      words({}, [
        { action: "report", name: "r" },
        { action: "add tag", tag: "t" },
        { action: "task", command: "c" },
        { action: "wait" },
      ])[1],
    ).toBe("report r; add tag t; task c; wait");
    expect(describeRule(rule).at(-1)).toEqual(["tests", "2 match, 1 non_match"]);
    expect(describeRule({ ...rule, data: { ...rule.data, tests: {} } }).at(-1)).toEqual([
      "tests",
      "0 match, 0 non_match",
    ]);
  });
});

describe("numbers", () => {
  it("are grouped, and agree with their nouns", () => {
    expect([0, 999, 1000, 1_234_567].map(grouped)).toEqual(["0", "999", "1,000", "1,234,567"]);
    expect([counted(1, "rule"), counted(2, "rule"), sensors(1), sensors(1284)]).toEqual([
      "1 rule",
      "2 rules",
      "1 sensor",
      "1,284 sensors",
    ]);
  });

  it("of sensors say where they are, or why they are not known", () => {
    expect(describeReach(issue.reach)).toBe(
      "1,290 sensors: 1,042 online, 242 offline, 6 cannot run commands (linux 6, windows 1,284)",
    );
    expect(describeReach({ known: false, reason: "no tags" })).toBe("unknown: no tags");
  });

  it("of time say how long something lasts or how long ago it ended", () => {
    expect([describeEnd(90_000), describeEnd(-3_600_000)]).toEqual(["ends in 1m 30s", "ended 1h ago"]);
  });
});

it("values are on one line", () => {
  expect(["a\nb", 7, null, { a: ["\u001b"] }].map(describeValue)).toEqual([
    "a\\nb",
    "7",
    "null",
    '{"a":["\\u001b"]}',
  ]);
});

it("a sample of hosts says how many more there are", () => {
  const sample = (reach: object) =>
    describeChange({ ...issue, reach: { ...issue.reach, ...reach } }).details.find(
      ([label]) => label === "such as",
    )?.[1];
  expect(sample({})).toContain("LT-00049 and 1,279 more");
  expect(sample({ online: 1, offline: 0, sample: ["A"] })).toBe("A");
  expect(sample({ sample: [] })).toBeUndefined();
});
