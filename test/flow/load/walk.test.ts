import { describe, expect, it } from "vitest";
import { saidOfTask, task } from "./project.js";

/** What is wrong, the YAML, and what is said: place, severity and check; what is wrong; what to do. */
const cases: readonly (readonly [title: string, yaml: string, said: readonly string[]])[] = [
  [
    "refuses a key that stands twice, at the second",
    "ttl: 2d\n",
    [
      "tasks/a.yaml:5:1 error yaml/duplicate-key",
      'Cannot use the key "ttl" twice in one mapping',
      "Remove one of the two",
    ],
  ],
  [
    "refuses a key that stands twice deep inside",
    "response:\n  - respond: [{action: report, name: x, action: output}]\n",
    [
      "tasks/a.yaml:6:41 error yaml/duplicate-key",
      'Cannot use the key "action" twice in one mapping',
      "Remove one of the two",
    ],
  ],
  [
    "refuses merge keys",
    "response:\n  - respond:\n    - <<: {action: report, name: x}\n",
    [
      "tasks/a.yaml:7:7 error yaml/merge-key",
      "Cannot merge mappings with <<: YAML 1.2 has no merge keys",
      "Write the keys out",
    ],
  ],
  [
    "takes << as text in quotes",
    'response:\n  - respond: [{action: report, name: x, metadata: {"<<": x}}]\n',
    [],
  ],
  [
    "refuses an alias that contains itself",
    "response: &r\n  - respond: *r\n",
    [
      "tasks/a.yaml:6:14 error yaml/alias",
      "Cannot follow the alias *r: it contains itself",
      "Write the value out",
    ],
  ],
  [
    "refuses it also where its anchor stands a second time",
    "description: &r x\nresponse: &r\n  - respond: *r\n",
    [
      "tasks/a.yaml:7:14 error yaml/alias",
      "Cannot follow the alias *r: it contains itself",
      "Write the value out",
    ],
  ],
  [
    "refuses an alias without an anchor",
    "description: *nope\n",
    [
      "tasks/a.yaml:5:14 error yaml/alias",
      "Cannot follow the alias *nope: no anchor of that name stands before it",
      "Put the text in quotes, or write &nope before the value that is meant",
    ],
  ],
  [
    "refuses aliases that expand to more than memory holds",
    "x0: &x0 [a,a,a,a,a,a,a,a,a]\nx1: &x1 [*x0,*x0,*x0,*x0,*x0,*x0,*x0,*x0,*x0]\nx2: &x2 [*x1,*x1,*x1,*x1,*x1,*x1,*x1,*x1,*x1]\nx3: &x3 [*x2,*x2,*x2,*x2,*x2,*x2,*x2,*x2,*x2]\nx4: &x4 [*x3,*x3,*x3,*x3,*x3,*x3,*x3,*x3,*x3]\nx5: &x5 [*x4,*x4,*x4,*x4,*x4,*x4,*x4,*x4,*x4]\nx6: &x6 [*x5,*x5,*x5,*x5,*x5,*x5,*x5,*x5,*x5]\nx7: &x7 [*x6,*x6,*x6,*x6,*x6,*x6,*x6,*x6,*x6]\n",
    [
      "tasks/a.yaml:6:10 error yaml/alias",
      "Cannot expand the aliases: they make more than 100000 values",
      "Write the values out where they are needed",
    ],
  ],
  [
    "takes an alias of a value",
    "description: &d hello\nresponse:\n  - respond: [{action: report, name: *d}]\n",
    [],
  ],
  [
    "takes an anchor that is set again inside itself",
    "response:\n  - respond: &a [{action: report, name: &a x}, {action: report, name: *a}]\n",
    [],
  ],
  [
    "refuses deep nesting, once",
    "response: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\ndescription: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
    [
      "tasks/a.yaml:5:74 error yaml/too-deep",
      "Cannot read the YAML: it is nested more than 64 levels deep",
      "Flatten it",
    ],
  ],
  [
    "refuses deep nesting made of aliases",
    "y0: &y0 x\ny1: &y1 [[[[[[[[[[[[[[[[*y0]]]]]]]]]]]]]]]]\ny2: &y2 [[[[[[[[[[[[[[[[*y1]]]]]]]]]]]]]]]]\ny3: &y3 [[[[[[[[[[[[[[[[*y2]]]]]]]]]]]]]]]]\ny4: &y4 [[[[[[[[[[[[[[[[*y3]]]]]]]]]]]]]]]]\ny5: &y5 [[[[[[[[[[[[[[[[*y4]]]]]]]]]]]]]]]]\n",
    [
      "tasks/a.yaml:9:25 error yaml/too-deep",
      "Cannot read the YAML: it is nested more than 64 levels deep",
      "Flatten it",
    ],
  ],
  [
    "refuses numbers that are not finite",
    "run: .inf\n",
    [
      "tasks/a.yaml:5:6 error yaml/number",
      'Cannot use ".inf" as a number: it is read as Infinity',
      'Put it in quotes if it is text: ".inf"',
    ],
  ],
  [
    "refuses a digest that reads as a number, and says nothing else about that line",
    "accept: 3e412345\n",
    [
      "tasks/a.yaml:5:9 error yaml/number",
      'Cannot use "3e412345" as a number: it is read as Infinity',
      'Put it in quotes if it is text: "3e412345"',
    ],
  ],
  [
    "refuses numbers that lose digits",
    "response:\n  - respond: [{action: report, id: 12345678901234567890}]\n",
    [
      "tasks/a.yaml:6:36 error yaml/number",
      'Cannot use "12345678901234567890" as a number: it is read as 12345678901234567000',
      'Put it in quotes if it is text: "12345678901234567890"',
    ],
  ],
  [
    "warns of numbers that were octal in YAML 1.1",
    "run: 012\n",
    [
      "tasks/a.yaml:5:6 warning yaml/leading-zero",
      "012 is the number 12: YAML 1.2 has no octal numbers with a leading zero",
      'Write 12, or put it in quotes if it is text: "012"',
    ],
  ],
  [
    "takes octal and hexadecimal numbers of YAML 1.2",
    "run: 0o12\nresponse:\n  - respond: [{action: report, name: x, priority: 0x10}]\n",
    [],
  ],
];

describe("what the YAML parser lets through", () => {
  it.each(cases)("%s", (_title, yaml, said) => {
    expect(saidOfTask(`${task("a")}${yaml}`).flatMap((text) => text.split("\n"))).toEqual(said);
  });
});
