import { describe, expect, it } from "vitest";
import { saidOfTask } from "../../flow/load/project.js";

/** What is wrong, the YAML, and what is said: place, severity and check; what is wrong; what to do. */
const cases: readonly (readonly [title: string, yaml: string, said: readonly string[]])[] = [
  [
    "warn of actions that nobody documents",
    "name: a\ntask: os_version\nall: true\nresponse:\n  - respond: [{action: reprot}, {action: defenestrate}]\n",
    [
      "tasks/a.yaml:5:24 warning response/unknown-action",
      '"reprot" is no action that the service documents',
      "Write report if that is meant",
      "tasks/a.yaml:5:42 warning response/unknown-action",
      '"defenestrate" is no action that the service documents',
      "Check the name of the action",
    ],
  ],
  [
    "need an operator in every node",
    "name: a\ntask: os_version\nall: true\nresponse:\n  - detect: {op: and, rules: [{op: starts with, path: routing/investigation_id, value: acme-a.r}, {path: b}]}\n    respond: [{action: report, name: x}]\n",
    [
      "tasks/a.yaml:5:99 error response/incomplete-node",
      "Cannot evaluate response[0].detect.rules[1]: it has no op",
      "Write the operator, for example: op: exists",
    ],
  ],
  [
    "need rules to combine",
    "name: a\ntask: os_version\nall: true\nresponse:\n  - detect: {op: or}\n    respond: [{action: report, name: x}]\n",
    [
      "tasks/a.yaml:5:13 error response/incomplete-node",
      'Cannot evaluate response[0].detect: "or" has no rules',
      "Add rules: with the nodes that it combines",
    ],
  ],
  [
    "look into rules of rules",
    "name: a\ntask: os_version\nall: true\nresponse:\n  - detect: {op: or, rules: [{op: and, rules: [{op: and}]}]}\n    respond: [{action: report, name: x}]\n",
    [
      "tasks/a.yaml:5:48 error response/incomplete-node",
      'Cannot evaluate response[0].detect.rules[0].rules[0]: "and" has no rules',
      "Add rules: with the nodes that it combines",
    ],
  ],
  [
    "cannot be generated for a command that nothing answers",
    "name: a\ntask: restart\nplat: windows\nttl: 15m\nacknowledge: [self-killing, destructive]\nresponse:\n  - respond: [{action: report, name: x}]\n",
    [
      "tasks/a.yaml:2:7 warning command-no-receipt",
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
