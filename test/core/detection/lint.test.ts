import { describe, expect, it } from "vitest";
import { ruleChecks } from "../../../src/core/detection/checks/table.js";
import { lintRule } from "../../../src/core/detection/lint.js";
import type { Json, JsonObject } from "../../../src/core/model/json.js";
import { line, ruleOf } from "./rules.js";

/** What one check says of a rule, in one line each. */
function said(check: string, rule: JsonObject): string[] {
  return lintRule(ruleOf({ respond: [], ...rule }))
    .filter((problem) => problem.check === check)
    .map((problem) => line(problem).replace(` ${check}`, ""));
}

const places = (check: string, rule: JsonObject): string[] =>
  said(check, rule).map((one) => one.split(":")[0] ?? "");

const at = (path: string, op = "exists", more: object = {}): JsonObject => ({ op, path, ...more });
const all = (...rules: Json[]): JsonObject => ({ event: "NEW_PROCESS", op: "and", rules });

describe("the linter", () => {
  it("has nothing to say about a rule without traps", () => {
    const rule = ruleOf({
      detect: all(
        { op: "is windows" },
        at("event/FILE_PATH", "ends with", { value: ".exe", "case sensitive": false }),
        at("event/COMMAND_LINE", "matches", { re: "x", "case sensitive": false }),
      ),
      respond: [
        { action: "report", name: "x on {{ .routing.hostname }} {{ .detect.event.FILE_PATH }}" },
        { action: "task", command: ["deny_tree", "<<routing/this>>"] },
        { action: "add var", name: "x", value: "<<event/FILE_PATH>>", ttl: 60 },
        {
          action: "extension request",
          "extension name": "e",
          "extension action": "a",
          "extension request": { a: '{{ "x" }}', b: "event.FILE_PATH", c: 5 },
        },
        { action: "wait", duration: "60s" },
      ],
      tests: {
        match: [[{ routing: { event_type: "NEW_PROCESS", plat: 1 }, event: {} }]],
        non_match: [[{ routing: { event_type: "NEW_PROCESS", plat: 1 }, event: {} }]],
      },
    });
    expect(lintRule(rule)).toEqual([]);
  });

  it("has an id and a reason of its own for every check, and reports only severities that it names", () => {
    const ids = ruleChecks.map(({ check }) => check);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { check, about, severities } of ruleChecks) {
      expect(check).toMatch(/^rule\/[a-z-]+$/);
      expect(about).not.toBe("");
      expect(severities).not.toEqual([]);
    }
  });
});

describe("rule/matches-case", () => {
  it("asks for a word on letter case", () => {
    expect(said("rule/matches-case", { detect: at("event/A", "matches", { re: "x" }) })).toEqual([
      "warning detect: matches does not mind letter case unless told so, unlike every other operator → add case sensitive: true or false",
    ]);
    expect(
      said("rule/matches-case", { detect: at("event/A", "matches", { re: "x", "case sensitive": true }) }),
    ).toEqual([]);
  });
});

describe("rule/negated-absence", () => {
  const not = at("event/A", "is", { value: 1, not: true });

  it("finds conditions that match where the field is missing", () => {
    expect(said("rule/negated-absence", { detect: not })).toEqual([
      "warning detect: this matches every event that has no event/A → add a rule with op: exists and path: event/A beside it",
    ]);
    expect(places("rule/negated-absence", { detect: all(not, at("event/B")) })).toEqual([
      "warning detect/rules/0",
    ]);
    expect(places("rule/negated-absence", { detect: { op: "or", rules: [not, at("event/A")] } })).toEqual([
      "warning detect/rules/0",
    ]);
    expect(
      places("rule/negated-absence", { detect: all(not, at("event/A", "exists", { not: true })) }),
    ).toEqual(["warning detect/rules/0"]);
    expect(
      places("rule/negated-absence", { detect: all({ op: "and", not: true, rules: [not] }, at("event/A")) }),
    ).toEqual(["warning detect/rules/0/rules/0"]);
  });

  it("is content with another condition on the field that must hold too", () => {
    expect(said("rule/negated-absence", { detect: all(not, at("event/A")) })).toEqual([]);
    expect(
      said("rule/negated-absence", { detect: all(not, at("event/A", "starts with", { value: "x" })) }),
    ).toEqual([]);
    expect(
      said("rule/negated-absence", { detect: all({ op: "or", rules: [not, at("event/B")] }, at("event/A")) }),
    ).toEqual([]);
    expect(said("rule/negated-absence", { detect: all(all(not), at("event/A")) })).toEqual([]);
    expect(
      said("rule/negated-absence", { detect: at("routing/hostname", "is", { value: "x", not: true }) }),
    ).toEqual([]);
    expect(said("rule/negated-absence", { detect: at("event/A", "exists", { not: true }) })).toEqual([]);
    expect(said("rule/negated-absence", { detect: { op: "is windows", not: true } })).toEqual([]);
  });
});

describe("rule/cross-element", () => {
  const source = at("event/NETWORK_ACTIVITY/SOURCE/IP_ADDRESS", "starts with", { value: "10." });
  const port = at("event/NETWORK_ACTIVITY/DESTINATION/PORT", "is", { value: 445 });

  it("finds conditions that different elements may satisfy", () => {
    expect(said("rule/cross-element", { detect: all(source, port) })).toEqual([
      "warning detect/rules/1: different elements of event/NETWORK_ACTIVITY may satisfy these conditions → use op: scope with path: event/NETWORK_ACTIVITY, and put the conditions on one element under rule:",
    ]);
    expect(
      places("rule/cross-element", {
        detect: all(at("event/X/?/A"), { op: "is windows" }, at("event/X/?/B")),
      }),
    ).toEqual(["warning detect/rules/2"]);
  });

  it("is silent about one field, or, negation, and other lists", () => {
    expect(said("rule/cross-element", { detect: all(port, { ...port, value: 80 }) })).toEqual([]);
    expect(said("rule/cross-element", { detect: { op: "or", rules: [source, port] } })).toEqual([]);
    expect(said("rule/cross-element", { detect: all(source, { ...port, not: true }) })).toEqual([]);
    expect(said("rule/cross-element", { detect: all(at("event/X/?/A"), at("event/Y/?/B")) })).toEqual([]);
    expect(said("rule/cross-element", { detect: all(at("event/*/?/A"), at("event/*/?/B")) })).toEqual([]);
    expect(said("rule/cross-element", { detect: all(at("event/NETWORK_ACTIVITY"), port) })).toEqual([]);
  });
});

describe("rule/value-type", () => {
  it("knows fields of numbers and fields of texts", () => {
    expect(said("rule/value-type", { detect: at("event/DESTINATION/PORT", "is", { value: "445" }) })).toEqual(
      ["warning detect/value: PORT holds numbers, the value is text → write the number without quotes"],
    );
    expect(
      said("rule/value-type", { detect: at("event/EVENT/System/EventID", "is", { value: 4625 }) }),
    ).toEqual(["warning detect/value: EventID holds text, the value is a number → put the value in quotes"]);
    for (const value of [445, "<<event/X>>", "[[x]]", "{{ .event.X }}"]) {
      expect(said("rule/value-type", { detect: at("event/PORT", "is", { value }) })).toEqual([]);
    }
    expect(said("rule/value-type", { detect: at("event/OTHER", "is", { value: "1" }) })).toEqual([]);
    expect(said("rule/value-type", { detect: { op: "is windows" } })).toEqual([]);
  });
});

describe("rule/event-name", () => {
  const named = (event: string, target = "edr") =>
    said("rule/event-name", { detect: { event, target, op: "is windows" } });

  it.each([
    ["new_process", "edr", "write NEW_PROCESS"],
    ["NEW_PROCES", "edr", "write NEW_PROCESS"],
    ["NEWPROCESS", "edr", "write NEW_PROCESS"],
    ["NEW_PROCESSS", "edr", "write NEW_PROCESS"],
    ["NEW_PROXESS", "edr", "write NEW_PROCESS"],
    ["DELETED_SENSOR", "edr", "write target: deployment and event: deleted_sensor"],
    ["*", "detection", "leave event out: it is compared exactly, there are no wildcards"],
    ["ENROLLMENT", "deployment", "write enrollment"],
    ["2h_per_org", "schedule", "write 1h_per_org"],
    ["something", "billing", "the types are billing_record"],
  ])("says of %s in target %s: %s", (event, target, fix) => {
    expect(named(event, target)).toEqual([
      `warning detect/event: ${JSON.stringify(event)} is no event type that we know → ${fix}`,
    ]);
  });

  it.each([
    ["NEW_PROCESS", "edr"],
    ["login-attempt", "edr"],
    ["FileCreateEvent", "edr"],
    ["NEW_PROGRESS_X", "edr"],
    ["anything at all", "detection"],
    ["1h_per_org", "schedule"],
  ])("lets %s stand in target %s", (event, target) => {
    expect(named(event, target)).toEqual([]);
  });

  it("looks at every list of events, and at nested ones", () => {
    expect(
      places("rule/event-name", { detect: { events: ["NEW_PROCESS", "wel"], op: "is windows" } }),
    ).toEqual(["warning detect/events"]);
    expect(places("rule/event-name", { detect: all({ event: "Wel", op: "is windows" }) })).toEqual([
      "warning detect/rules/0/event",
    ]);
  });
});

describe("rule/path-root", () => {
  it.each([
    ["FILE_PATH", "write event/FILE_PATH if that is meant"],
    ["/EVENT/A", "write event/EVENT/A if that is meant"],
    ["event.FILE_PATH", "write event/FILE_PATH"],
    ["detect/event/A", "write event/detect/event/A if that is meant"],
  ])("finds nothing at %s", (path, fix) => {
    const [first] = path.split("/").filter((part) => part !== "");
    expect(said("rule/path-root", { detect: at(path) })).toEqual([
      `warning detect/path: there is no ${first} in a record: nothing is ever found at ${path} → ${fix}`,
    ]);
  });

  it("knows what records and detections begin with, and leaves parts of records alone", () => {
    for (const path of ["event/A", "routing/sid", "/", "*/A", "ts"])
      expect(said("rule/path-root", { detect: at(path) })).toEqual([]);
    expect(said("rule/path-root", { detect: { ...at("detect/event/A"), target: "detection" } })).toEqual([]);
    expect(places("rule/path-root", { detect: { ...at("FILE_PATH"), target: "detection" } })).toEqual([
      "warning detect/path",
    ]);
    expect(said("rule/path-root", { detect: { ...at("text"), target: "artifact" } })).toEqual([]);
    expect(said("rule/path-root", { detect: { op: "scope", path: "event/N", rule: at("A") } })).toEqual([]);
    const lookup = at("event/A", "lookup", { resource: "hive://lookup/x", metadata_rules: at("risk") });
    expect(said("rule/path-root", { detect: lookup })).toEqual([]);
  });
});

describe("rule/idle-modifier", () => {
  it.each([
    ["contains", { value: "x <<event/B>>" }, "write the modifier alone as the value", "detect/value"],
    ["is", { value: "[[a]][[b]]" }, "write the modifier alone as the value", "detect/value"],
    ["matches", { re: "<<event/B>>" }, "matches takes no modifiers", "detect/re"],
    [
      "string distance",
      { value: ["a", "[[b]]"], max: 1 },
      "string distance takes no modifiers",
      "detect/value/1",
    ],
  ])("finds plain text in %s %j", (op, more, fix, place) => {
    const [found, ...others] = said("rule/idle-modifier", { detect: at("event/A", op, more) });
    expect(others).toEqual([]);
    expect(found).toMatch(new RegExp(`^warning ${place}: .* is plain text here → ${fix}$`));
  });

  it("lets modifiers and character classes stand", () => {
    expect(said("rule/idle-modifier", { detect: at("event/A", "is", { value: "<<event/B>>" }) })).toEqual([]);
    expect(said("rule/idle-modifier", { detect: at("event/A", "is", { value: "[[known good]]" }) })).toEqual(
      [],
    );
    expect(said("rule/idle-modifier", { detect: at("event/A", "matches", { re: "[[:alpha:]]" }) })).toEqual(
      [],
    );
    expect(said("rule/idle-modifier", { detect: at("event/A", "is", { value: "x << y" }) })).toEqual([]);
  });
});

describe("rule/empty-value", () => {
  it("finds conditions that say nothing", () => {
    expect(said("rule/empty-value", { detect: at("event/A", "starts with", { value: "" }) })).toEqual([
      "warning detect/value: starts with with an empty value says nothing → write a value, or op: exists",
    ]);
    expect(said("rule/empty-value", { detect: at("event/A", "is", { value: "" }) })).toEqual([]);
  });
});

describe("rule/negated-address", () => {
  it("says what a negated class of addresses includes", () => {
    expect(
      said("rule/negated-address", { detect: at("event/A", "is private address", { not: true }) }),
    ).toEqual([
      "warning detect/not: not a private address includes loopback, link-local and text that is no address → write op: is public address without not, if that is meant",
    ]);
    expect(
      said("rule/negated-address", { detect: at("event/A", "is public ipv6 address", { not: true }) })[0],
    ).toContain("write op: is private ipv6 address");
    expect(said("rule/negated-address", { detect: at("event/A", "is public address") })).toEqual([]);
  });
});

describe("rule/nested-event-not, rule/stateful-not", () => {
  it("find not where its meaning is open", () => {
    expect(
      places("rule/nested-event-not", { detect: all({ event: "WEL", op: "is windows", not: true }) }),
    ).toEqual(["warning detect/rules/0/not"]);
    expect(
      places("rule/nested-event-not", { detect: { event: "WEL", op: "is windows", not: true } }),
    ).toEqual([]);
    const negated = { op: "and", not: true, rules: [at("event/A")] };
    expect(places("rule/stateful-not", { detect: { ...at("event/A"), "with child": negated } })).toEqual([
      "warning detect/with child/not",
    ]);
    expect(
      places("rule/stateful-not", {
        detect: { ...at("event/A"), "with child": { ...negated, "is stateless": true } },
      }),
    ).toEqual([]);
    expect(
      places("rule/stateful-not", {
        detect: { ...at("event/A", "exists", { not: true }), "with child": at("event/A") },
      }),
    ).toEqual(["warning detect/not"]);
    expect(places("rule/stateful-not", { detect: negated })).toEqual([]);
  });
});

describe("rule/investigation-id, rule/receipt-error, rule/scan-marker", () => {
  const id = (op: string, value: string, path = "routing/investigation_id") =>
    said("rule/investigation-id", { detect: at(path, op, { value }) });

  it("know how an investigation id comes back", () => {
    expect(id("is", "inventory")).toEqual([
      "warning detect/op: the investigation id carries more than the context: is misses it → write op: starts with and the whole context",
    ]);
    expect(id("contains", "ver", "/routing/investigation_id")).toEqual([
      "warning detect/op: a short context is also part of other investigation ids → write op: starts with and the whole context",
    ]);
    expect(id("contains", "acme-soc-inventory.r1")).toEqual([]);
    expect(id("starts with", "ver")).toEqual([]);
    expect(id("is", "x", "routing/sid")).toEqual([]);
  });

  it("know what success looks like", () => {
    const zero = at("event/ERROR", "is", { value: 0 });
    expect(places("rule/receipt-error", { detect: { event: "RECEIPT", op: "and", rules: [zero] } })).toEqual([
      "warning detect/rules/0",
    ]);
    expect(
      places("rule/receipt-error", { detect: { events: ["OS_VERSION_REP", "RECEIPT"], ...zero } }),
    ).toEqual(["warning detect"]);
    expect(places("rule/receipt-error", { detect: { event: "FILE_GET_REP", ...zero } })).toEqual([]);
    expect(places("rule/receipt-error", { detect: { event: "RECEIPT", ...zero, value: 1 } })).toEqual([]);
    expect(
      places("rule/receipt-error", { detect: { event: "RECEIPT", ...zero, path: "event/OTHER" } }),
    ).toEqual([]);
    expect(places("rule/receipt-error", { detect: zero })).toEqual([]);
  });

  it("know how a clean scan ends", () => {
    const scan = (event: string, rules: Json[]) =>
      said("rule/scan-marker", { detect: { event, op: "and", rules } });
    expect(scan("YARA_DETECTION", [at("event/X")])).toEqual([
      "warning detect/event: YARA_DETECTION also comes at the end of a clean scan, with ERROR_MESSAGE done → add a rule with op: exists and path: event/RULE_NAME",
    ]);
    expect(scan("HIDDEN_MODULE_DETECTED", [at("event/X")])[0]).toContain("event/ERROR_MESSAGE and not: true");
    expect(scan("YARA_DETECTION", [at("event/RULE_NAME")])).toEqual([]);
    expect(scan("WEL", [at("event/X")])).toEqual([]);
    expect(places("rule/scan-marker", { detect: { events: ["YARA_DETECTION"], op: "is windows" } })).toEqual([
      "warning detect/events",
    ]);
  });
});

describe("rule/list-number, rule/wildcard-cost, rule/no-event, rule/artifact-operator", () => {
  it("look at paths and targets", () => {
    expect(places("rule/list-number", { detect: at("event/N/0/A") })).toEqual(["warning detect/path"]);
    expect(places("rule/list-number", { detect: at("event/N0/A") })).toEqual([]);
    expect(places("rule/wildcard-cost", { detect: at("event/*/A") })).toEqual(["note detect/path"]);
    expect(places("rule/wildcard-cost", { detect: at("event/?/A") })).toEqual([]);
    expect(places("rule/no-event", { detect: at("event/A") })).toEqual(["note detect"]);
    expect(places("rule/no-event", { detect: { ...at("event/A"), event: "WEL" } })).toEqual([]);
    expect(places("rule/no-event", { detect: { ...at("event/A"), target: "detection" } })).toEqual([]);
    expect(
      places("rule/artifact-operator", {
        detect: { target: "artifact", op: "and", rules: [{ op: "is windows" }, at("text")] },
      }),
    ).toEqual(["warning detect/rules/0/op"]);
    expect(places("rule/artifact-operator", { detect: { target: "log", op: "is windows" } })).toEqual([
      "warning detect/op",
    ]);
    expect(places("rule/artifact-operator", { detect: { op: "is windows" } })).toEqual([]);
  });
});

describe("actions", () => {
  const detect = { event: "NEW_PROCESS", ...at("event/A") };
  const doing = (check: string, action: JsonObject, more: JsonObject = {}) =>
    said(check, { detect: { ...detect, ...more }, respond: [action] });
  const request = (transform: Json, more: JsonObject = {}): JsonObject => ({
    action: "extension request",
    "extension name": "e",
    "extension action": "a",
    "extension request": transform,
    ...more,
  });

  it("rule/bare-selector: text in a request that selects nothing", () => {
    expect(doing("rule/bare-selector", request({ severity: "critical" }))).toEqual([
      `error respond/0/extension request/severity: "critical" is a path into the event that selects nothing: the request carries null → write '{{ "critical" }}' for the text itself`,
    ]);
    expect(doing("rule/bare-selector", request({ a: { b: "#channel" } }))).toHaveLength(1);
    expect(
      doing(
        "rule/bare-selector",
        request({
          a: "event.A",
          b: "routing",
          c: "detect.cat",
          d: "{{ .x }}",
          e: ["list"],
          f: 5,
          g: null,
          h: "@this",
        }),
      ),
    ).toEqual([]);
    expect(
      doing("rule/bare-selector", { action: "start ai agent", prompt: "x", data: { a: "critical" } }),
    ).toHaveLength(1);
    expect(
      doing("rule/bare-selector", { action: "start ai agent", definition: "hive://ai_agent/x" }),
    ).toEqual([]);
    expect(
      doing("rule/bare-selector", { action: "service request", name: "s", request: { a: "x" } }),
    ).toEqual([]);
  });

  it("rule/report-template: .event in a report", () => {
    expect(doing("rule/report-template", { action: "report", name: "x {{ .event.FILE_PATH }}" })).toEqual([
      "warning respond/0/name: templates of a report see the detection, which has no .event → write .detect.event",
    ]);
    expect(
      doing("rule/report-template", {
        action: "report",
        name: "x",
        metadata: { a: ["{{ index .event.N 0 }}"] },
      }),
    ).toHaveLength(1);
    expect(
      doing("rule/report-template", { action: "report", name: "{{ .detect.event.A }} .event {{ .events }}" }),
    ).toEqual([]);
    expect(doing("rule/report-template", { action: "task", command: ["x", "{{ .event.A }}"] })).toEqual([]);
  });

  it("rule/template-function: functions that nobody documents", () => {
    expect(doing("rule/template-function", { action: "report", name: "{{ .cat | lower }}" })).toEqual([
      "warning respond/0/name: lower is no function of templates that is documented → use token, anon, json, prettyjson, parsetime, split, join, replace, base, dir, pivot, pivots or a function of Go's templates",
    ]);
    const nested = "{{ if (upper .a) }}{{ trim .b }}{{ else }}{{ range title .c }}{{ end }}{{ end }}";
    expect(doing("rule/template-function", { action: "report", name: "x", metadata: [nested] })).toHaveLength(
      3,
    );
    expect(
      doing("rule/template-function", { action: "report", name: "{{ base (js .a) }} {{ printf `%s` .b }}" }),
    ).toEqual([]);
    expect(doing("rule/template-function", { action: "output", name: "x {{" })).toEqual([]);
  });

  it("rule/command-template: values in a command line", () => {
    expect(doing("rule/command-template", { action: "task", command: "file_del {{ .event.A }}" })).toEqual([
      "warning respond/0/command: a value of the event becomes part of the command line and may bring arguments with it → write the command as a list of words",
    ]);
    expect(
      doing("rule/command-template", { action: "task", command: "file_get <<event/B>> <<routing/this>>" }),
    ).toHaveLength(1);
    for (const value of ["<<routing/this>>", "{{ .routing.parent }}", "{{- .routing.target -}}"])
      expect(doing("rule/command-template", { action: "task", command: `deny_tree ${value}` })).toEqual([]);
    for (const value of ["<<routing/hostname>>", "{{ .routing.tags }}", "{{ .routing.this | json }}"])
      expect(doing("rule/command-template", { action: "task", command: `run ${value}` })).toHaveLength(1);
    expect(
      doing("rule/command-template", { action: "task", command: ["file_del", "{{ .event.A }}"] }),
    ).toEqual([]);
    expect(doing("rule/command-template", { action: "task", command: "os_version" })).toEqual([]);
  });

  it("rule/answer-loop: a task whose answer comes back to the rule", () => {
    const task = { action: "task", command: "run --shell-command x" };
    expect(doing("rule/answer-loop", task, { event: "RECEIPT" })).toEqual([
      "warning respond/0: the rule listens to RECEIPT, and the answer of this task may be one → add suppression: to the task, or tie the rule to one investigation id",
    ]);
    expect(doing("rule/answer-loop", task, { event: "OS_VERSION_REP" })).toHaveLength(1);
    expect(
      doing(
        "rule/answer-loop",
        { ...task, suppression: { max_count: 1, period: "1h", keys: ["x"] } },
        { event: "RECEIPT" },
      ),
    ).toEqual([]);
    expect(doing("rule/answer-loop", task)).toEqual([]);
    expect(doing("rule/answer-loop", { action: "seal" }, { event: "RECEIPT" })).toEqual([]);
  });

  it("rule/detection-loop: a report under the name that the rule listens to", () => {
    const report = { action: "report", name: "found" };
    expect(doing("rule/detection-loop", report, { target: "detection", event: "found" })).toEqual([
      "error respond/0/name: the rule reports found, which triggers it again → report under another name",
    ]);
    const byName = { target: "detection", op: "and", rules: [at("cat", "is", { value: "found" })] };
    expect(said("rule/detection-loop", { detect: byName, respond: [report] })).toHaveLength(1);
    expect(doing("rule/detection-loop", report, { target: "detection", event: "other" })).toEqual([]);
    expect(doing("rule/detection-loop", report, { event: "found" })).toEqual([]);
  });

  it("rule/unbounded-variable: values without end", () => {
    const add = { action: "add var", name: "x", value: "<<event/A>>" };
    expect(doing("rule/unbounded-variable", add)).toEqual([
      "warning respond/0: values are added for ever: the 33rd clears the variable → add ttl: in seconds",
    ]);
    expect(doing("rule/unbounded-variable", { ...add, value: "{{ .event.A }}" })).toHaveLength(1);
    expect(doing("rule/unbounded-variable", { ...add, ttl: 5 })).toEqual([]);
    expect(doing("rule/unbounded-variable", { ...add, value: "x" })).toEqual([]);
    expect(doing("rule/unbounded-variable", { ...add, action: "del var" })).toEqual([]);
  });

  it("rule/long-wait, rule/legacy-action", () => {
    expect(doing("rule/long-wait", { action: "wait", duration: "5m" })).toEqual([
      "warning respond/0/duration: wait takes at most a minute → write 60s or less",
    ]);
    expect(doing("rule/long-wait", { action: "wait", duration: 61 })).toHaveLength(1);
    expect(doing("rule/long-wait", { action: "wait", duration: 60 })).toEqual([]);
    expect(doing("rule/legacy-action", { action: "service request", name: "x", request: {} })).toEqual([
      "warning respond/0/action: service request is no longer supported → write extension request, or let lctasks convert-rules do it",
    ]);
    expect(doing("rule/legacy-action", { action: "seal" })).toEqual([]);
  });
});

describe("tests", () => {
  const detect = { event: "NEW_PROCESS", ...at("event/A") };
  const event = (type: string, more: JsonObject = {}): JsonObject => ({
    routing: { event_type: type, ...more },
    event: {},
  });

  it("rule/vacuous-test: a non_match test that proves nothing", () => {
    const non = (events: Json[], more: JsonObject = {}) =>
      said("rule/vacuous-test", { detect: { ...detect, ...more }, tests: { non_match: [events] } });
    expect(non([])).toEqual([
      "warning tests/non_match/0: a test without events proves nothing → add an event of the rule's type that must not match",
    ]);
    expect(non([event("WEL")])).toEqual([
      "warning tests/non_match/0: no event of this test is of a type that the rule is about → add an event of the rule's type that must not match",
    ]);
    expect(non([event("WEL"), event("NEW_PROCESS")])).toEqual([]);
    expect(non([{ cat: "found", routing: {} }], { target: "detection", event: "found" })).toEqual([]);
    expect(
      said("rule/vacuous-test", { detect: at("event/A"), tests: { non_match: [[event("WEL")]] } }),
    ).toEqual([]);
  });

  it("rule/test-event: an event that lacks what rules look at", () => {
    const tested = (one: Json, more: JsonObject = {}) =>
      said("rule/test-event", { detect: { ...detect, ...more }, tests: { match: [[one]] } });
    expect(tested({})).toEqual([
      "warning tests/match/0/0: the event has no event, no routing/event_type → add what an event of the service has: event, routing/event_type, and routing/plat where the rule asks for it",
    ]);
    expect(tested(event("NEW_PROCESS"))).toEqual([]);
    const windows = { op: "and", rules: [{ op: "is windows" }] };
    expect(
      said("rule/test-event", {
        detect: windows,
        tests: { non_match: [[event("X", { plat: "windows" })]] },
      })[0],
    ).toContain("has no routing/plat as a number");
    expect(
      said("rule/test-event", {
        detect: { op: "is platform", name: "linux" },
        tests: { match: [[event("X")]] },
      }),
    ).toHaveLength(1);
    expect(
      said("rule/test-event", { detect: windows, tests: { match: [[event("X", { plat: 1 })]] } }),
    ).toEqual([]);
    expect(tested({}, { target: "detection" })).toEqual([]);
  });
});
