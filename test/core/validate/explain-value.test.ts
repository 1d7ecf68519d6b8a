import { describe, expect, it } from "vitest";
import { saidOfTask } from "../../flow/load/project.js";

/** What is wrong, the YAML, and what is said: place, severity and check; what is wrong; what to do. */
const cases: readonly (readonly [title: string, yaml: string, said: readonly string[]])[] = [
  [
    "reads 1h30 and says what it is in one unit",
    "name: a\ntask: os_version\nall: true\nttl: 1h30\n",
    [
      "tasks/a.yaml:4:6 error task/wrong-value",
      'Cannot use "1h30" as ttl: it does not have the right form',
      "Write whole seconds, or one number with one unit: 30s, 15m, 12h, 7d; 1h30 is 90m",
    ],
  ],
  [
    "says how durations are written",
    "name: a\ntask: os_version\nall: true\nttl: one day\n",
    [
      "tasks/a.yaml:4:6 error task/wrong-value",
      'Cannot use "one day" as ttl: it does not have the right form',
      "Write whole seconds, or one number with one unit: 30s, 15m, 12h, 7d",
    ],
  ],
  [
    "refuses a ttl of nothing, as a number",
    "name: a\ntask: os_version\nall: true\nttl: 0\n",
    ["tasks/a.yaml:4:6 error task/wrong-value", "Cannot use 0 as ttl: the least is 1", "Write 1 or more"],
  ],
  [
    "refuses a ttl of nothing, with a unit",
    "name: a\ntask: os_version\nall: true\nttl: 0s\n",
    [
      "tasks/a.yaml:4:6 error task/wrong-value",
      'Cannot use "0s" as ttl: the least is 1s',
      "Write 1s or more",
    ],
  ],
  [
    "refuses a ttl of more than ten years, as a number",
    "name: a\ntask: os_version\nall: true\nttl: 315360001\n",
    [
      "tasks/a.yaml:4:6 error task/wrong-value",
      "Cannot use 315360001 as ttl: the most is 315360000",
      "Write 315360000 or less",
    ],
  ],
  [
    "refuses a ttl of more than ten years, with a unit",
    "name: a\ntask: os_version\nall: true\nttl: 3651d\n",
    [
      "tasks/a.yaml:4:6 error task/wrong-value",
      'Cannot use "3651d" as ttl: the most is 3650d',
      "Write 3650d or less",
    ],
  ],
  [
    "refuses run 0",
    "name: a\ntask: os_version\nall: true\nrun: 0\n",
    ["tasks/a.yaml:4:6 error task/wrong-value", "Cannot use 0 as run: the least is 1", "Write 1 or more"],
  ],
  [
    "refuses names that cannot be part of a rule's key",
    "name: Acme.x\ntask: os_version\nall: true\n",
    [
      "tasks/a.yaml:1:7 error task/wrong-value",
      'Cannot use "Acme.x" as name: it does not have the right form',
      "Use 1 to 64 lower-case letters, digits, - and _, with a letter or digit at both ends",
    ],
  ],
  [
    "refuses contexts with white space",
    "name: a\ntask: os_version\nall: true\ncontext: a b\n",
    [
      "tasks/a.yaml:4:10 error task/wrong-value",
      'Cannot use "a b" as context: it does not have the right form',
      "Use 1 to 120 visible characters, without white space and without /",
    ],
  ],
  [
    "refuses contexts with a slash, where the token ends",
    "name: a\ntask: os_version\nall: true\ncontext: a/b\n",
    [
      "tasks/a.yaml:4:10 error task/wrong-value",
      'Cannot use "a/b" as context: it does not have the right form',
      "Use 1 to 120 visible characters, without white space and without /",
    ],
  ],
  [
    "refuses contexts with control characters",
    'name: a\ntask: os_version\nall: true\ncontext: "a\\eb"\n',
    [
      "tasks/a.yaml:4:10 error task/wrong-value",
      'Cannot use "a\\u001bb" as context: it does not have the right form',
      "Use 1 to 120 visible characters, without white space and without /",
    ],
  ],
  [
    "refuses a command of nothing",
    "name: a\ntask: ' '\nall: true\n",
    [
      "tasks/a.yaml:2:7 error task/wrong-value",
      'Cannot use " " as task: it does not have the right form',
      "Write the command on one line; fold a long one with >-",
    ],
  ],
  [
    "refuses a command of several lines",
    "name: a\ntask: |\n  os_version\n  os_version\nall: true\n",
    [
      "tasks/a.yaml:2:7 error task/wrong-value",
      'Cannot use "os_version\\nos_version\\n" as task: it does not have the right form',
      "Write the command on one line; fold a long one with >-",
    ],
  ],
  ["takes a command in a block of one line", "name: a\ntask: |\n  os_version\nall: true\n", []],
  [
    "refuses a selector of nothing",
    "name: a\ntask: os_version\nselector: ' '\n",
    [
      "tasks/a.yaml:3:11 error task/wrong-value",
      'Cannot use " " as selector: it does not have the right form',
      "Write a selector, for example: plat == `windows`",
    ],
  ],
  [
    "refuses what is no sensor id",
    "name: a\ntask: os_version\nsid: [x]\n",
    [
      "tasks/a.yaml:3:7 error task/wrong-value",
      'Cannot use "x" as sid[0]: it does not have the right form',
      "Write a sensor id, a UUID of 36 characters",
    ],
  ],
  [
    "refuses an item that stands twice",
    "name: a\ntask: os_version\ntag: [x, y, z, x]\n",
    ["tasks/a.yaml:3:16 error task/wrong-value", 'Cannot list "x" twice in tag', "Remove one of the two"],
  ],
  [
    "refuses an empty list",
    "name: a\ntask: os_version\ntag: []\n",
    [
      "tasks/a.yaml:3:6 error task/wrong-value",
      "Cannot use tag: it is empty",
      "Write for example: tag: server",
    ],
  ],
  [
    "refuses all: false",
    "name: a\ntask: os_version\nall: false\n",
    [
      "tasks/a.yaml:3:6 error task/wrong-value",
      "Cannot use false as all: it can only be true",
      "Write true, or remove the line",
    ],
  ],
  [
    "says which of the allowed words is near",
    "name: a\ntask: os_version\nall: true\nonRemove: cancle\nacknowledge: [destructiv]\n",
    [
      "tasks/a.yaml:4:11 error task/wrong-value",
      'Cannot use "cancle" as onRemove: it can only be cancel or keep',
      "Write cancel",
      "tasks/a.yaml:5:15 error task/wrong-value",
      'Cannot use "destructiv" as acknowledge[0]: it can only be destructive, self-killing, fleet-wide or data-leaves-host',
      "Write destructive",
    ],
  ],
  [
    "lists the allowed words where none is near",
    "name: a\ntask: os_version\nall: true\nonRemove: 1\n",
    [
      "tasks/a.yaml:4:11 error task/wrong-value",
      "Cannot use 1 as onRemove: it can only be cancel or keep",
      "Write cancel or keep",
    ],
  ],
  [
    "refuses what is no digest",
    "name: a\ntask: os_version\nall: true\naccept: xyz\n",
    [
      "tasks/a.yaml:4:9 error task/wrong-value",
      'Cannot use "xyz" as accept: it does not have the right form',
      "Write 8 to 64 hexadecimal digits of the digest that plan shows, in quotes",
    ],
  ],
  [
    "cuts long text",
    "name: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\ntask: os_version\nall: true\n",
    [
      "tasks/a.yaml:1:7 error task/wrong-value",
      'Cannot use "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\u2026" as name: it does not have the right form',
      "Use 1 to 64 lower-case letters, digits, - and _, with a letter or digit at both ends",
    ],
  ],
  [
    "gives no example where none is known",
    "name: a\ntask: os_version\nall: true\nresponse:\n  - respond: [{action: report, name: x}]\n    tests: {match: [[]]}\n",
    [
      "tasks/a.yaml:6:21 error task/wrong-value",
      "Cannot use response[0].tests.match[0]: it is empty",
      "Write a value, or remove it",
    ],
  ],
];

describe("values that cannot be", () => {
  it.each(cases)("%s", (_title, yaml, said) => {
    expect(saidOfTask(yaml).flatMap((text) => text.split("\n"))).toEqual(said);
  });
});
