import { describe, expect, it } from "vitest";
import { saidOfTask } from "../../flow/load/project.js";

/** What is wrong, the YAML, and what is said: place, severity and check; what is wrong; what to do. */
const cases: readonly (readonly [title: string, yaml: string, said: readonly string[]])[] = [
  [
    "says which key is probably meant",
    "name: a\ntask: os_version\nall: true\ndescripton: x\n",
    [
      "tasks/a.yaml:4:1 error task/unknown-key",
      'Cannot use the key "descripton": the task has no such key',
      'Write "description" if that is meant, else remove it',
    ],
  ],
  [
    "lists the keys where none is near",
    "name: a\ntask: os_version\nall: true\nfoo: x\n",
    [
      "tasks/a.yaml:4:1 error task/unknown-key",
      'Cannot use the key "foo": the task has no such key',
      "Remove it; the keys are name, description, task, selector, sid, tag, plat, all, context, exactContext, ttl, run, every, catchUp, waves, haltOn, coverage, movedFrom, accept, paused, onRemove, organizations, acknowledge, ignore and response",
    ],
  ],
  [
    "knows the words that other tools use",
    "name: a\ntask: os_version\nall: true\ntimeout: 3\ninv_id: x\nrules: []\n",
    [
      "tasks/a.yaml:4:1 error task/unknown-key",
      'Cannot use the key "timeout": the task has no such key',
      'Write "ttl" if that is meant, else remove it',
      "tasks/a.yaml:5:1 error task/unknown-key",
      'Cannot use the key "inv_id": the task has no such key',
      'Write "context" if that is meant, else remove it',
      "tasks/a.yaml:6:1 error task/unknown-key",
      'Cannot use the key "rules": the task has no such key',
      'Write "response" if that is meant, else remove it',
    ],
  ],
  [
    "does not ask for a name that is only misspelt",
    "nmae: a\ntask: os_version\nall: true\n",
    [
      "tasks/a.yaml:1:1 error task/unknown-key",
      'Cannot use the key "nmae": the task has no such key',
      'Write "name" if that is meant, else remove it',
    ],
  ],
  [
    "does not ask for a command that has another name",
    "name: a\ncommand: os_version\nall: true\n",
    [
      "tasks/a.yaml:2:1 error task/unknown-key",
      'Cannot use the key "command": the task has no such key',
      'Write "task" if that is meant, else remove it',
    ],
  ],
  [
    "does not ask for a target that is only misspelt",
    "name: a\ntask: os_version\nplatform: windows\n",
    [
      "tasks/a.yaml:3:1 error task/unknown-key",
      'Cannot use the key "platform": the task has no such key',
      'Write "plat" if that is meant, else remove it',
    ],
  ],
  [
    "asks for a target when another key is misspelt",
    "nmae: a\ntask: os_version\n",
    [
      "tasks/a.yaml:1:1 error task/target",
      "Cannot tell where the task goes: it has none of selector, sid, tag, plat or all",
      "Add exactly one of them, for example: plat: windows",
      "tasks/a.yaml:1:1 error task/unknown-key",
      'Cannot use the key "nmae": the task has no such key',
      'Write "name" if that is meant, else remove it',
    ],
  ],
  [
    "names everything that is missing",
    "description: x\n",
    [
      "tasks/a.yaml:1:1 error task/missing-key",
      'Cannot read the task: "name" is missing',
      "Add it, for example: name: os-version-windows",
      "tasks/a.yaml:1:1 error task/missing-key",
      'Cannot read the task: "task" is missing',
      "Add it, for example: task: os_version",
      "tasks/a.yaml:1:1 error task/target",
      "Cannot tell where the task goes: it has none of selector, sid, tag, plat or all",
      "Add exactly one of them, for example: plat: windows",
    ],
  ],
  [
    "names the place of a missing key",
    "name: a\ntask: os_version\nall: true\nresponse:\n  - detect: {event: RECEIPT}\n    respond:\n      - name: x\n",
    [
      "tasks/a.yaml:5:13 error task/missing-key",
      'Cannot read response[0].detect: "op" is missing',
      "Add it, for example: op: contains",
      "tasks/a.yaml:7:9 error task/missing-key",
      'Cannot read response[0].respond[0]: "action" is missing',
      "Add it, for example: action: report",
    ],
  ],
  [
    "is not confused by names of JavaScript",
    "name: a\ntask: os_version\nall: true\n__proto__: {polluted: true}\nconstructor: 1\ntoString: 2\n",
    [
      "tasks/a.yaml:4:1 error task/unknown-key",
      'Cannot use the key "__proto__": the task has no such key',
      "Remove it; the keys are name, description, task, selector, sid, tag, plat, all, context, exactContext, ttl, run, every, catchUp, waves, haltOn, coverage, movedFrom, accept, paused, onRemove, organizations, acknowledge, ignore and response",
      "tasks/a.yaml:5:1 error task/unknown-key",
      'Cannot use the key "constructor": the task has no such key',
      "Remove it; the keys are name, description, task, selector, sid, tag, plat, all, context, exactContext, ttl, run, every, catchUp, waves, haltOn, coverage, movedFrom, accept, paused, onRemove, organizations, acknowledge, ignore and response",
      "tasks/a.yaml:6:1 error task/unknown-key",
      'Cannot use the key "toString": the task has no such key',
      "Remove it; the keys are name, description, task, selector, sid, tag, plat, all, context, exactContext, ttl, run, every, catchUp, waves, haltOn, coverage, movedFrom, accept, paused, onRemove, organizations, acknowledge, ignore and response",
    ],
  ],
  [
    "knows a misspelt key inside a rule",
    "name: a\ntask: os_version\nall: true\nresponse:\n  - respond: [{action: report, name: x}]\n    tests: {not_match: []}\n",
    [
      "tasks/a.yaml:6:13 error task/unknown-key",
      'Cannot use the key "not_match": response[0].tests has no such key',
      'Write "non_match" if that is meant, else remove it',
    ],
  ],
];

describe("keys", () => {
  it.each(cases)("%s", (_title, yaml, said) => {
    expect(saidOfTask(yaml).flatMap((text) => text.split("\n"))).toEqual(said);
  });
});
