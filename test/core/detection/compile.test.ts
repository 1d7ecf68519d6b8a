import { describe, expect, it } from "vitest";
import { compileDetect, compileRule } from "../../../src/core/detection/compile.js";
import { operators } from "../../../src/core/detection/operators/table.js";
import { deepestNesting } from "../../../src/core/detection/node-place.js";
import type { Json } from "../../../src/core/model/json.js";
import { detectProblems, line, problemsOf } from "./rules.js";

const is = { op: "is", path: "event/A", value: "x" };

describe("compileRule", () => {
  it.each<[Json, string]>([
    ["text", "error rule/shape : a rule is a map, not text → write detect: and respond:"],
    [[], "error rule/shape : a rule is a map, not a list → write detect: and respond:"],
    [null, "error rule/shape : a rule is a map, not null → write detect: and respond:"],
    [{ respond: [] }, "error rule/shape : a rule without detect never fires → write detect: and respond:"],
    [
      { detect: is, respond: [], acl_scopes: "x" },
      "error rule/shape acl_scopes: acl_scopes must be a list of texts → write one scope per line",
    ],
    [
      { detect: is, respond: [], test: {} },
      'warning rule/unknown-member test: a rule has no member "test" → write tests if that is meant',
    ],
    [
      { detect: is, respond: [], namespace: "general" },
      'warning rule/unknown-member namespace: a rule has no member "namespace" → remove it, or move it to the record\'s metadata',
    ],
    [
      { detect: is },
      "warning rule/respond : a rule without respond does nothing → add respond: with its actions",
    ],
    [
      { detect: is, respond: { action: "seal" } },
      "error rule/respond respond: respond is a list of actions, not a map → begin each action with - action:",
    ],
  ])("says of %j what is wrong", (rule, problem) => {
    expect(problemsOf(rule)).toEqual([problem]);
  });

  it("takes a rule that is right, with everything it may have", () => {
    const rule = {
      detect: is,
      respond: [{ action: "seal" }],
      tests: { match: [[{}]], non_match: null },
      acl_scopes: ["a"],
    };
    const compiled = compileRule(rule);
    expect(compiled.ok && compiled.rule.tests).toEqual({ match: [[{}]], non_match: [] });
    expect(compiled.ok && compiled.rule.respond).toEqual([{ action: "seal" }]);
    expect(compiled.ok && compiled.warnings).toEqual([]);
  });

  it("reports all that is wrong at once, in the order of the rule", () => {
    const rule = { detect: { ...is, op: "iss" }, respond: [{ action: "sea" }], tests: { matches: [] } };
    expect(problemsOf(rule).map((one) => one.split(":")[0])).toEqual([
      "error rule/unknown-op detect/op",
      "error rule/unknown-action respond/0/action",
      "error rule/unknown-key tests/matches",
    ]);
  });
});

describe("nodes", () => {
  it.each<[Json, string]>([
    [
      "text",
      "error rule/node detect: Cannot evaluate detect: a node is a map, not text → write op and its parameters",
    ],
    [
      {},
      "error rule/missing-op detect: Cannot evaluate detect: it has no op → write the operator, for example: op: exists",
    ],
    [
      { operator: "is" },
      "error rule/missing-op detect: Cannot evaluate detect: it has no op → write op instead of operator",
    ],
    [
      { op: 1 },
      "error rule/missing-op detect/op: Cannot evaluate detect: op is a number → write the operator's name",
    ],
    [
      { op: "contain", path: "event/A", value: "x" },
      'error rule/unknown-op detect/op: Cannot evaluate detect: there is no operator "contain" → did you mean contains?',
    ],
    [
      { op: "zzzzzzzzzzzz" },
      `error rule/unknown-op detect/op: Cannot evaluate detect: there is no operator "zzzzzzzzzzzz" → the operators are ${operators.map(({ name }) => name).join(", ")}`,
    ],
    [
      { op: "is macos" },
      'error rule/unknown-op detect/op: Cannot evaluate detect: there is no operator "is macos" → write is mac, or is platform with name: macos',
    ],
    [
      { op: "not" },
      'error rule/unknown-op detect/op: Cannot evaluate detect: there is no operator "not" → not is no operator: add not: true to the node that it inverts',
    ],
    [
      { ...is, case_sensitive: false },
      'error rule/unknown-key detect/case_sensitive: is has no parameter "case_sensitive" → write case sensitive',
    ],
    [
      { ...is, constructor: 1 },
      'error rule/unknown-key detect/constructor: is has no parameter "constructor" → remove it; is takes path, value, case sensitive, file name, sub domain',
    ],
    [
      { op: "is windows", zzzzzzzz: 1 },
      'error rule/unknown-key detect/zzzzzzzz: is windows has no parameter "zzzzzzzz" → remove it; is windows takes no parameters of its own',
    ],
    [
      { op: "is windows", path: "x" },
      "warning rule/idle-key detect/path: path has no effect on is windows here: is windows does not use it → remove it, or move it where it belongs",
    ],
    [
      { ...is, within: 5 },
      "warning rule/idle-key detect/within: within has no effect on is here: it belongs inside with child, with descendant or with events → remove it, or move it where it belongs",
    ],
    [
      { op: "and", rules: [{ ...is, target: "edr" }] },
      "warning rule/idle-key detect/rules/0/target: target has no effect on is here: it belongs on the top node → remove it, or move it where it belongs",
    ],
    [
      { op: "is", path: "event/A" },
      "error rule/missing-parameter detect: Cannot evaluate detect: is has no value → add value: text, a number or a boolean",
    ],
    [
      { op: "matches", path: "event/A", value: "x" },
      "error rule/missing-parameter detect/value: Cannot evaluate detect: matches has no re → write re instead of value",
    ],
    [
      { op: "cidr", path: "event/A", value: "10.0.0.0/8" },
      "error rule/missing-parameter detect/value: Cannot evaluate detect: cidr has no cidr → write cidr instead of value",
    ],
    [
      { op: "scope", path: "event/A", rules: [is] },
      "error rule/missing-parameter detect/rules: Cannot evaluate detect: scope has no rule → write rule instead of rules",
    ],
    [
      { op: "string distance", path: "event/A", value: "x", distance: 2 },
      "error rule/missing-parameter detect/distance: Cannot evaluate detect: string distance has no max → write max instead of distance",
    ],
    [
      { op: "string distance", path: "event/A", values: ["x"], max: 2 },
      "error rule/missing-parameter detect/values: Cannot evaluate detect: string distance has no value → write value instead of values",
    ],
    [
      { op: "is older than", path: "event/A", value: "1h" },
      "error rule/missing-parameter detect/value: Cannot evaluate detect: is older than has no seconds → write seconds instead of value",
    ],
    [
      { ...is, not: "yes" },
      "error rule/type detect/not: not must be true or false, not text → write true or false",
    ],
    [
      { ...is, event: ["A"] },
      "error rule/type detect/event: event must be text, not a list → write one node for each value, and join them with op: or",
    ],
    [
      { ...is, events: "A" },
      "error rule/type detect/events: events must be a list of texts, not text → write a list of texts",
    ],
    [
      { ...is, value: [["known"]] },
      "error rule/type detect/value: value must be text, a number or a boolean, not a list → quote the sensor variable: '[[known]]'",
    ],
    [
      { ...is, value: ["a", "b"] },
      "error rule/type detect/value: value must be text, a number or a boolean, not a list → write one node for each value, and join them with op: or",
    ],
    [
      { ...is, value: null },
      "error rule/type detect/value: value must be text, a number or a boolean, not null → write text, a number or a boolean",
    ],
    [
      { ...is, path: "" },
      "error rule/type detect/path: path must be a path, not empty → write a path such as event/FILE_PATH",
    ],
    [
      { ...is, path: 1 },
      "error rule/type detect/path: path must be a path such as event/FILE_PATH, not a number → write a path such as event/FILE_PATH",
    ],
    [
      { op: "contains", path: "event/A", value: 22 },
      "warning rule/type detect/value: value must be text, not a number; whether it is read as text is not documented → quote it: '22'",
    ],
    [
      { op: "contains", path: "event/A", value: "x", count: -1 },
      "error rule/type detect/count: count must be a whole number, not a number → write a whole number",
    ],
    [
      { op: "contains", path: "event/A", value: "x", count: 1.5 },
      "error rule/type detect/count: count must be a whole number, not a number → write a whole number",
    ],
    [
      { op: "contains", path: "event/A", value: {} },
      "error rule/type detect/value: value must be text, not a map → write text",
    ],
    [
      { op: "is greater than", path: "event/A", value: "5" },
      "warning rule/type detect/value: value is a number as text; whether it is read as a number is not documented → leave out the quotes",
    ],
    [
      { op: "is greater than", path: "event/A", value: "many" },
      "error rule/type detect/value: value must be a number, '<<path>>' or '[[variable]]', not text → write a number, '<<path>>' or '[[variable]]'",
    ],
    [
      { op: "is greater than", path: "event/A", value: true },
      "error rule/type detect/value: value must be a number, '<<path>>' or '[[variable]]', not a boolean → write a number, '<<path>>' or '[[variable]]'",
    ],
    [
      { op: "matches", path: "event/A", re: "(?=x)" },
      "error rule/type detect/re: re is no regular expression that Go accepts: error parsing regexp: invalid or unsupported Perl syntax: `(?=` → write a regular expression of Go (RE2): no look-around, no back-references, repeats of at most 1000",
    ],
    [
      { op: "matches", path: "event/A", re: 22 },
      "warning rule/type detect/re: re must be a regular expression, not a number; whether it is read as text is not documented → quote it: '22'",
    ],
    [
      { ...is, "sub domain": "a:b" },
      "error rule/type detect/sub domain: sub domain must be a slice such as '-2:', not \"a:b\" → write '0:2', '1:', '-2:', '-1' or ':'",
    ],
    [
      { ...is, "sub domain": 62 },
      "warning rule/type detect/sub domain: sub domain is a number: YAML may have read something else than what was written → quote it: '62'",
    ],
    [
      { ...is, "sub domain": true },
      "error rule/type detect/sub domain: sub domain must be a slice such as '-2:', not true → write '0:2', '1:', '-2:', '-1' or ':'",
    ],
    [
      { op: "cidr", path: "event/A", cidr: "10.0.0.1" },
      'error rule/type detect/cidr: cidr must be a network such as 10.0.0.0/8, not "10.0.0.1" → write 10.0.0.1/32',
    ],
    [
      { op: "cidr", path: "event/A", cidr: "10.0.0.0/33" },
      'error rule/type detect/cidr: cidr must be a network such as 10.0.0.0/8, not "10.0.0.0/33" → write a network such as 10.0.0.0/8',
    ],
    [
      { op: "cidr", path: "event/A", cidr: 10 },
      "error rule/type detect/cidr: cidr must be a network such as 10.0.0.0/8, not 10 → write a network such as 10.0.0.0/8",
    ],
    [
      { op: "and", rules: [] },
      "error rule/type detect/rules: rules must not be empty → write at least one node",
    ],
    [
      { op: "or", rules: is },
      "error rule/type detect/rules: rules must be a list of nodes, not a map → begin each node with -",
    ],
    [
      { op: "and", rule: is },
      "error rule/missing-parameter detect/rule: Cannot evaluate detect: and has no rules → write rules instead of rule",
    ],
    [
      { op: "and", rules: ["text"] },
      "error rule/node detect/rules/0: Cannot evaluate detect.rules[0]: a node is a map, not text → write op and its parameters",
    ],
    [
      { op: "string distance", path: "event/A", value: [], max: 1 },
      "error rule/type detect/value: value must be text or a list of texts, not a list → write text or a list of texts",
    ],
    [
      { op: "is platform", name: "Windows" },
      'warning rule/platform-name detect/name: "Windows" is no platform that we know → did you mean windows?',
    ],
    [
      { op: "is platform", name: "commodore" },
      'warning rule/platform-name detect/name: "commodore" is no platform that we know → names are in lower case, such as windows',
    ],
    [
      { op: "lookup", path: "event/A", resource: "lookup/x" },
      'warning rule/resource detect/resource: "lookup/x" is no documented form of a resource → write hive://lookup/NAME, or lcr://api/NAME for an API',
    ],
    [
      { ...is, target: "detections" },
      'error rule/unknown-target detect/target: there is no target "detections" → did you mean detection?',
    ],
    [
      { ...is, target: "webhook" },
      'error rule/unknown-target detect/target: there is no target "webhook" → the targets are edr, detection, deployment, artifact, artifact_event, schedule, audit, billing, log',
    ],
    [
      { ...is, target: "log" },
      "warning rule/legacy-target detect/target: target log is an older name of artifact → write target: artifact, and artifact type for log type",
    ],
    [
      { ...is, "with child": "x" },
      "error rule/type detect/with child: with child must be a node (a map with op), not text → write a node (a map with op)",
    ],
    [
      { op: "scope", path: "event/A", rule: { ...is, "with child": is } },
      "error rule/misplaced-sequel detect/rule/with child: Cannot follow events from here: with child inside scope or metadata_rules is not documented → move with child to the node that stands outside",
    ],
  ])("says of %j what is wrong", (detect, problem) => {
    expect(detectProblems(detect)).toEqual([problem]);
  });

  it("says of a target that is no text two things: its type, and that there is no such target", () => {
    expect(detectProblems({ ...is, target: 7 })).toEqual([
      "warning rule/type detect/target: target must be text, not a number; whether it is read as text is not documented → quote it: '7'",
      "error rule/unknown-target detect/target: there is no target a number → the targets are edr, detection, deployment, artifact, artifact_event, schedule, audit, billing, log",
    ]);
  });

  it("finds what is wrong anywhere below", () => {
    const bad = { op: "is", path: "event/A" };
    const detect = {
      op: "or",
      rules: [
        { op: "scope", path: "event/N", rule: { op: "and", rules: [bad] } },
        { op: "lookup", path: "event/A", resource: "hive://lookup/x", metadata_rules: bad },
        { ...is, "with child": { ...is, "with events": bad } },
      ],
    };
    expect(detectProblems(detect).map((one) => one.split(":")[0])).toEqual([
      "error rule/missing-parameter detect/rules/0/rule/rules/0",
      "error rule/missing-parameter detect/rules/1/metadata_rules",
      "error rule/missing-parameter detect/rules/2/with child/with events",
    ]);
  });

  it("looks below a node that has errors of its own", () => {
    const detect = { op: "and", nott: true, not: "yes", rules: [{ op: "is", path: "event/A" }] };
    expect(detectProblems(detect).map((one) => one.split(":")[0])).toEqual([
      "error rule/unknown-key detect/nott",
      "error rule/type detect/not",
      "error rule/missing-parameter detect/rules/0",
    ]);
  });

  it("lets count and within stand where later events are counted, and report latest event on top", () => {
    const detect = {
      ...is,
      "report latest event": true,
      "with events": { ...is, count: 5, within: 60, "is stateless": true },
    };
    expect(detectProblems(detect)).toEqual([]);
  });

  it("takes the keys of artifacts on the top node", () => {
    expect(
      detectProblems({
        ...is,
        target: "artifact",
        "artifact type": "txt",
        "artifact path": "/x",
        "artifact source": "h",
      }),
    ).toEqual([]);
  });

  it("stops at nodes that are nested too deep, however deep they are", () => {
    let deep: Json = is;
    for (let level = 0; level < 50_000; level += 1) deep = { op: "and", rules: [deep] };
    const [problem, ...others] = detectProblems(deep);
    expect(others).toEqual([]);
    expect(problem).toContain(`nodes are nested more than ${deepestNesting} deep → flatten the rule`);
  });

  it("compiles a bare node of a false positive rule, where it stands", () => {
    expect(compileDetect(is, []).ok).toBe(true);
    const compiled = compileDetect({ op: "is" }, ["data"]);
    expect(compiled.ok ? [] : compiled.problems.map(line)).toEqual([
      "error rule/missing-parameter data: Cannot evaluate data: is has no path → add path: a path such as event/FILE_PATH",
      "error rule/missing-parameter data: Cannot evaluate data: is has no value → add value: text, a number or a boolean",
    ]);
  });
});

describe("time descriptors", () => {
  const timed = (times: Json): string[] => detectProblems({ ...is, times });

  it.each<[Json, string]>([
    [{}, "error rule/type detect/times: times must be a list, not a map → write a list"],
    [
      ["x"],
      "error rule/times detect/times/0: a time descriptor is a map, not text → write day_of_week_start, day_of_week_end, time_of_day_start, time_of_day_end, tz",
    ],
    [
      [{ timezone: "UTC" }],
      'error rule/times detect/times/0/timezone: a time descriptor has no member "timezone" → write day_of_week_start, day_of_week_end, time_of_day_start, time_of_day_end, tz',
    ],
    [
      [{ day_of_week_strt: 1 }],
      'error rule/times detect/times/0/day_of_week_strt: a time descriptor has no member "day_of_week_strt" → write day_of_week_start',
    ],
    [
      [{ day_of_week_start: "Mon" }],
      "error rule/times detect/times/0/day_of_week_start: day_of_week_start must be a whole number, not text → write a whole number",
    ],
    [
      [{ day_of_week_start: 0 }],
      "error rule/times detect/times/0: days of the week run from 1 (Sunday) to 7 → write 1 to 7",
    ],
    [
      [{ day_of_week_end: 8 }],
      "error rule/times detect/times/0: days of the week run from 1 (Sunday) to 7 → write 1 to 7",
    ],
    [
      [{ time_of_day_start: -1 }],
      "error rule/times detect/times/0: times of day are HHMM from 0 to 2359 → write for example 2230 for 22:30",
    ],
    [
      [{ day_of_week_start: 6, day_of_week_end: 2 }],
      "warning rule/times-backwards detect/times/0: the range runs backwards; whether it wraps around is not documented → split it into two descriptors, one up to 2359 and one from 0",
    ],
    [
      [{ time_of_day_end: 2400 }],
      "error rule/times detect/times/0: times of day are HHMM from 0 to 2359 → write for example 2230 for 22:30",
    ],
    [
      [{ time_of_day_end: 1260 }],
      "error rule/times detect/times/0: times of day are HHMM from 0 to 2359 → write for example 2230 for 22:30",
    ],
    [
      [{ tz: "Mars/Olympus" }],
      'error rule/times detect/times/0/tz: "Mars/Olympus" is no time zone → write a name of the TZ database such as America/Los_Angeles',
    ],
    [
      [{ time_of_day_start: 2200, time_of_day_end: 500 }],
      "warning rule/times-backwards detect/times/0: the range runs backwards; whether it wraps around is not documented → split it into two descriptors, one up to 2359 and one from 0",
    ],
  ])("says of %j what is wrong", (times, problem) => {
    expect(timed(times)).toEqual([problem]);
  });

  it("takes what is right", () => {
    expect(
      timed([
        {
          day_of_week_start: 1,
          day_of_week_end: 7,
          time_of_day_start: 0,
          time_of_day_end: 2359,
          tz: "Asia/Tokyo",
        },
        {},
        { day_of_week_start: 3, day_of_week_end: 3, time_of_day_start: 800, time_of_day_end: 800 },
      ]),
    ).toEqual([]);
  });
});

describe("the shape of tests", () => {
  const tested = (tests: Json, detect: Json = is): string[] => problemsOf({ detect, respond: [], tests });

  it.each<[Json, string]>([
    [[], "error rule/tests tests: tests must be a map, not a list → write match: and non_match:"],
    [
      { not_match: [] },
      'error rule/unknown-key tests/not_match: tests has no member "not_match" → write non_match',
    ],
    [
      { negative: [] },
      'error rule/unknown-key tests/negative: tests has no member "negative" → write non_match',
    ],
    [
      { examples: [] },
      'error rule/unknown-key tests/examples: tests has no member "examples" → write match or non_match',
    ],
    [
      { match: {} },
      "error rule/tests tests/match: match must be a list of tests, not a map → each test is a list of events: begin it with - - event:",
    ],
    [
      { match: [{}] },
      "error rule/tests tests/match/0: a test must be a list of events, not a map → each test is a list of events: begin it with - - event:",
    ],
    [
      { non_match: [[1]] },
      "error rule/tests tests/non_match/0/0: an event must be a map, not a number → write event: and routing:",
    ],
  ])("says of %j what is wrong", (tests, problem) => {
    expect(tested(tests)).toEqual([problem]);
  });

  it("refuses tests of a rule that waits for later events in the vendor's words, unless there are none", () => {
    const stateful = { op: "and", rules: [{ ...is, "with events": is }] };
    expect(tested({ match: [[{}]] }, stateful)).toEqual([
      "error rule/stateful-tests tests: error parsing rule: rule context does not support stateful operators → remove tests; with child, with descendant and with events are tried on sequences of events instead",
    ]);
    expect(tested({ match: [], non_match: [] }, stateful)).toEqual([]);
    expect(tested(null, stateful)).toEqual([]);
  });
});
