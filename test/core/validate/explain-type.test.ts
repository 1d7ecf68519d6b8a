import { describe, expect, it } from "vitest";
import { saidOfTask, task } from "../../flow/load/project.js";

/** What is wrong, the YAML, and what is said: place, severity and check; what is wrong; what to do. */
const cases: readonly (readonly [title: string, yaml: string, said: readonly string[]])[] = [
  [
    "reads yes as text and says so",
    "paused: yes\n",
    [
      "tasks/a.yaml:5:9 error task/wrong-type",
      'Cannot use paused: it is the text "yes", not true or false',
      "Write true: YAML 1.2 reads other words for it as text",
    ],
  ],
  [
    "reads off as text and says so",
    "paused: off\n",
    [
      "tasks/a.yaml:5:9 error task/wrong-type",
      'Cannot use paused: it is the text "off", not true or false',
      "Write false: YAML 1.2 reads other words for it as text",
    ],
  ],
  [
    "does not guess what maybe means",
    "paused: maybe\n",
    [
      "tasks/a.yaml:5:9 error task/wrong-type",
      'Cannot use paused: it is the text "maybe", not true or false',
      "Write true or false",
    ],
  ],
  [
    "names a number where true or false belongs",
    "paused: 1\n",
    [
      "tasks/a.yaml:5:9 error task/wrong-type",
      "Cannot use paused: it is 1, not true or false",
      "Write true or false, for example: paused: true",
    ],
  ],
  [
    "says how to quote what looks like a number",
    "accept: 12345678\ndescription: 1.10\n",
    [
      "tasks/a.yaml:5:9 error task/wrong-type",
      "Cannot use accept: it is 12345678, not text or a list",
      'Put it in quotes: "12345678"',
      "tasks/a.yaml:6:14 error task/wrong-type",
      "Cannot use description: it is 1.1, not text",
      'Put it in quotes: "1.10"',
    ],
  ],
  [
    "says how to quote in a list",
    "organizations: [1]\n",
    [
      "tasks/a.yaml:5:17 error task/wrong-type",
      "Cannot use organizations[0]: it is 1, not text",
      'Put it in quotes: "1"',
    ],
  ],
  [
    "says to remove quotes from a number",
    "run: '2'\n",
    [
      "tasks/a.yaml:5:6 error task/wrong-type",
      'Cannot use run: it is the text "2", not a whole number',
      "Remove the quotes: 2",
    ],
  ],
  [
    "wants a whole number",
    "run: 1.5\n",
    [
      "tasks/a.yaml:5:6 error task/wrong-type",
      "Cannot use run: it is 1.5, not a whole number",
      "Write a whole number, for example: run: 1",
    ],
  ],
  [
    "names an empty value",
    "run:\n",
    [
      "tasks/a.yaml:5:5 error task/wrong-type",
      "Cannot use run: it is empty, not a whole number",
      "Write a value after the colon, or remove the line",
    ],
  ],
  [
    "turns a single value into a list",
    "acknowledge: destructive\n",
    [
      "tasks/a.yaml:5:14 error task/wrong-type",
      'Cannot use acknowledge: it is the text "destructive", not a list',
      'Write a list: acknowledge: ["destructive"]',
    ],
  ],
  [
    "turns a mapping into a list",
    "response:\n  respond: []\n",
    [
      "tasks/a.yaml:6:3 error task/wrong-type",
      "Cannot use response: it is a mapping, not a list",
      "Write a list: put - before its first key and indent the others",
    ],
  ],
  [
    "wants text, not a list",
    "context: [a]\n",
    [
      "tasks/a.yaml:5:10 error task/wrong-type",
      "Cannot use context: it is a list, not text",
      "Write text, for example: context: version",
    ],
  ],
  [
    "wants a mapping, not text",
    "response:\n  - x\n",
    [
      "tasks/a.yaml:6:5 error task/wrong-type",
      'Cannot use response[0]: it is the text "x", not a mapping',
      "Write a mapping",
    ],
  ],
  [
    "gives no example in a list of many things",
    "response:\n  - respond: [x]\n    detect: {op: or, rules: [x]}\n",
    [
      "tasks/a.yaml:6:15 error task/wrong-type",
      'Cannot use response[0].respond[0]: it is the text "x", not a mapping',
      "Write a mapping",
      "tasks/a.yaml:7:30 error task/wrong-type",
      'Cannot use response[0].detect.rules[0]: it is the text "x", not a mapping',
      "Write a mapping",
    ],
  ],
  [
    "wants text or numbers",
    "response:\n  - respond: [{action: {a: 1}}]\n",
    [
      "tasks/a.yaml:6:24 error task/wrong-type",
      "Cannot use response[0].respond[0].action: it is a mapping, not text",
      "Write text, for example: action: report",
    ],
  ],
];

describe("values of the wrong type", () => {
  it.each(cases)("%s", (_title, yaml, said) => {
    expect(saidOfTask(`${task("a")}${yaml}`).flatMap((text) => text.split("\n"))).toEqual(said);
  });
});
