import { describe, expect, it } from "vitest";
import { saidOfTask } from "../../flow/load/project.js";

/** What is wrong, the YAML, and what is said: place, severity and check; what is wrong; what to do. */
const cases: readonly (readonly [title: string, yaml: string, said: readonly string[]])[] = [
  [
    "need actions that there are",
    "name: a\ntask: os_version\nall: true\nresponse:\n  - respond: [{action: reprot}, {action: isolate_network}]\n",
    [
      "tasks/a.yaml:5:24 error rule/unknown-action",
      'there is no action "reprot"',
      "did you mean report?",
      "tasks/a.yaml:5:42 error rule/unknown-action",
      'there is no action "isolate_network"',
      "write isolate network",
    ],
  ],
  [
    "need an operator in every node",
    "name: a\ntask: os_version\nall: true\nresponse:\n  - detect: {op: and, rules: [{op: starts with, path: routing/investigation_id, value: acme-a.r}, {path: b}]}\n    respond: [{action: report, name: x}]\n",
    [
      "tasks/a.yaml:5:99 error rule/missing-op",
      "Cannot evaluate detect.rules[1]: it has no op",
      "write the operator, for example: op: exists",
    ],
  ],
  [
    "need rules to combine, at any depth",
    "name: a\ntask: os_version\nall: true\nresponse:\n  - detect: {op: or, rules: [{op: and, rules: [{op: and}]}]}\n    respond: [{action: report, name: x}]\n",
    [
      "tasks/a.yaml:5:48 error rule/missing-parameter",
      "Cannot evaluate detect.rules[0].rules[0]: and has no rules",
      "add rules: a list of nodes",
    ],
  ],
  [
    "are marked at the key that is unknown",
    "name: a\ntask: os_version\nall: true\nresponse:\n  - detect: {event: OS_VERSION_REP, op: starts with, path: routing/investigation_id, valeu: acme-a.r, value: acme-a.r}\n    respond: [{action: report, name: x, colour: red}]\n",
    [
      "tasks/a.yaml:5:86 error rule/unknown-key",
      'starts with has no parameter "valeu"',
      "write value",
      "tasks/a.yaml:6:41 error rule/unknown-key",
      'report has no parameter "colour"',
      "remove it; report takes name, publish, priority, metadata, detect_data, suppression",
    ],
  ],
  [
    "with a generated condition are checked in what surrounds it, with the events that it will have",
    "name: a\ntask: os_version\nall: true\nresponse:\n  - respond: [{action: task, command: os_version}]\n    tests:\n      match: [[{routing: {event_type: OS_VERSION_REP}, event: {}}]]\n      non_match: [[{routing: {event_type: NETSTAT_REP}, event: {}}]]\n",
    [
      "tasks/a.yaml:8:19 warning rule/vacuous-test",
      "no event of this test is of a type that the rule is about",
      "add an event of the rule's type that must not match",
    ],
  ],
  [
    "that wait for later events cannot have tests",
    "name: a\ntask: os_version\nall: true\nresponse:\n  - detect: {event: NEW_PROCESS, op: exists, path: event/X, with child: {event: NEW_PROCESS, op: exists, path: event/Y}}\n    respond: [{action: report, name: x}]\n    tests:\n      match: [[{routing: {event_type: NEW_PROCESS}, event: {}}]]\n",
    [
      "tasks/a.yaml:5:13 warning response/not-tied-to-token",
      "The rule of a does not ask for its token: it also fires on answers to other tasks and people",
      'Add a rule with op: starts with, path: routing/investigation_id and value: "acme-a.r"',
      "tasks/a.yaml:8:7 error rule/stateful-tests",
      "error parsing rule: rule context does not support stateful operators",
      "remove tests; with child, with descendant and with events are tried on sequences of events instead",
    ],
  ],
  [
    "are checked where the command is broken",
    "name: a\ntask: 5\nall: true\nresponse:\n  - respond: [{action: reprot}]\n",
    [
      "tasks/a.yaml:2:7 error task/wrong-type",
      "Cannot use task: it is 5, not text",
      'Put it in quotes: "5"',
      "tasks/a.yaml:5:24 error rule/unknown-action",
      'there is no action "reprot"',
      "did you mean report?",
    ],
  ],
  [
    "cannot be generated for a command that nothing answers",
    "name: a\ntask: restart\nplat: windows\nttl: 15m\nacknowledge: [self-killing, destructive]\nresponse:\n  - respond: [{action: report, name: x}]\n",
    [
      "tasks/a.yaml:2:7 warning command/no-receipt",
      "nothing answers restart: the task counts as done when it is sent",
      "check the result with another command, such as os_version",
      "tasks/a.yaml:7:5 error response/no-answer",
      'Cannot generate detect for "restart": no event that answers it carries the token',
      "Write detect yourself, or remove this rule",
    ],
  ],
];

describe("response rules by themselves", () => {
  it.each(cases)("%s", (_title, yaml, said) => {
    expect(saidOfTask(yaml).flatMap((text) => text.split("\n"))).toEqual(said);
  });
});

describe("a response with mistakes of shape", () => {
  const start = "name: a\ntask: os_version\nsid: bb4b30af-11f3-4a5c-a2a6-52b1d4ee2d52\nttl: 1d\nresponse:\n";
  const tied = "event: OS_VERSION_REP, op: starts with, path: routing/investigation_id, value: acme-a.r";
  const placesOf = (response: string): string[] =>
    saidOfTask(start + response).map((text) => text.split("\n")[0] ?? "");

  it.each([
    [
      "in another rule, in an action and in its tests",
      `  - detect: { ${tied}, valeu: x }
    respond: [{ action: reprot }, { nothing: 1 }, { action: report, colour: red, name: x }]
    tests: { match: [[]], more: 1 }
  - respnod: []
  - 5
`,
      [
        "6:104 error rule/unknown-key",
        "7:25 error rule/unknown-action",
        "7:35 error task/missing-key",
        "7:69 error rule/unknown-key",
        "8:22 error task/wrong-value",
        "8:27 error task/unknown-key",
        "9:5 error task/missing-key",
        "9:5 error task/unknown-key",
        "10:5 error task/wrong-type",
      ],
    ],
    [
      "in its condition",
      "  - detect: { path: routing/event_type, value: x }\n    respond: [{ action: reprot }]\n",
      ["6:13 error task/missing-key", "7:25 error rule/unknown-action"],
    ],
    [
      "in the kind of a node and of an action",
      "  - detect: { op: 5, path: routing/event_type }\n    respond: [{ action: 5 }, { action: reprot }]\n",
      ["6:19 error task/wrong-type", "7:25 error task/wrong-type", "7:40 error rule/unknown-action"],
    ],
    [
      "in all of it",
      "  - 5\n  - detect: 5\n    respond: 5\n",
      ["6:5", "7:13", "8:14"].map((at) => `${at} error task/wrong-type`),
    ],
    ["so that it is no list", "  respond: 5\n", ["6:3 error task/wrong-type"]],
  ])("is checked in everything else: %s", (_title, response, said) => {
    expect(placesOf(response)).toEqual(said.map((each) => `tasks/a.yaml:${each}`));
  });
});
