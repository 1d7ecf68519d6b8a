import { describe, expect, it } from "vitest";
import { saidOf, task } from "../../flow/load/project.js";

/** What is wrong, the YAML, and what is said: place, severity and check; what is wrong; what to do. */
const cases: readonly (readonly [title: string, yaml: string, said: readonly string[]])[] = [
  ["needs nothing but version and project", "", []],
  [
    "knows its keys",
    "porject: x\n",
    [
      "lctasks.yaml:3:1 error config/unknown-key",
      'Cannot use the key "porject": the configuration has no such key',
      'Write "project" if that is meant, else remove it',
    ],
  ],
  [
    "knows a name for project",
    "name: x\n",
    [
      "lctasks.yaml:3:1 error config/unknown-key",
      'Cannot use the key "name": the configuration has no such key',
      'Write "project" if that is meant, else remove it',
    ],
  ],
  [
    "keeps globs inside the repository",
    "tasks: ['../x', 'a/../x', '/y', 'a\\b', '']\n",
    [
      "lctasks.yaml:3:9 error config/wrong-value",
      'Cannot use "../x" as tasks[0]: it does not have the right form',
      "Write a path inside the repository, with / and without .., of at most 500 characters",
      "lctasks.yaml:3:17 error config/wrong-value",
      'Cannot use "a/../x" as tasks[1]: it does not have the right form',
      "Write a path inside the repository, with / and without .., of at most 500 characters",
      "lctasks.yaml:3:27 error config/wrong-value",
      'Cannot use "/y" as tasks[2]: it does not have the right form',
      "Write a path inside the repository, with / and without .., of at most 500 characters",
      "lctasks.yaml:3:33 error config/wrong-value",
      'Cannot use "a\\\\b" as tasks[3]: it does not have the right form',
      "Write a path inside the repository, with / and without .., of at most 500 characters",
      "lctasks.yaml:3:40 error config/wrong-value",
      'Cannot use "" as tasks[4]: it does not have the right form',
      "Write a path inside the repository, with / and without .., of at most 500 characters",
    ],
  ],
  [
    "wants a list of globs",
    "tasks: tasks/*.yaml\n",
    [
      "lctasks.yaml:3:8 error config/wrong-type",
      'Cannot use tasks: it is the text "tasks/*.yaml", not a list',
      'Write a list: tasks: ["tasks/*.yaml"]',
    ],
  ],
  [
    "never shows what stands where a variable's name belongs",
    "organizations:\n  prod: {oid: 8cbe27f4-bfa1-4afb-ba19-138cd51389cd, apiKeyEnv: 5e3c1f5e-bfa1-4afb-ba19-138cd51389cd}\n",
    [
      "lctasks.yaml:4:64 error config/wrong-value",
      "Cannot use what stands here as organizations.prod.apiKeyEnv: it does not have the right form",
      "Write the name of an environment variable, never the secret itself",
    ],
  ],
  [
    "never shows it as a number either",
    "organizations:\n  prod: {oid: 8cbe27f4-bfa1-4afb-ba19-138cd51389cd, uidEnv: 12345}\n",
    [
      "lctasks.yaml:4:61 error config/wrong-type",
      "Cannot use organizations.prod.uidEnv: it is a number, not text",
      "Put it in quotes",
    ],
  ],
  [
    "does not repeat a key that somebody wrote into it",
    "organizations:\n  prod: {oid: 8cbe27f4-bfa1-4afb-ba19-138cd51389cd, apiKey: s3cret}\n",
    [
      "lctasks.yaml:4:53 error config/unknown-key",
      'Cannot use the key "apiKey": organizations.prod has no such key',
      'Write "apiKeyEnv" if that is meant, else remove it',
    ],
  ],
  [
    "checks aliases",
    "organizations:\n  'a b': {oid: 8cbe27f4-bfa1-4afb-ba19-138cd51389cd}\n",
    [
      "lctasks.yaml:4:3 error config/wrong-value",
      'Cannot use the key "a b" in organizations: it does not have the right form',
      "Use letters, digits, dots, - and _ for an alias, with a letter or digit at both ends",
    ],
  ],
  [
    "checks organizations",
    "organizations:\n  a: {oid: x}\n  b: {}\n  c:\n",
    [
      "lctasks.yaml:4:12 error config/wrong-value",
      'Cannot use "x" as organizations.a.oid: it does not have the right form',
      "Write the organization id, a UUID of 36 characters",
      "lctasks.yaml:5:6 error config/missing-key",
      'Cannot read organizations.b: "oid" is missing',
      'Add it, for example: oid: "8cbe27f4-bfa1-4afb-ba19-138cd51389cd"',
      "lctasks.yaml:6:5 error config/wrong-type",
      "Cannot use organizations.c: it is empty, not a mapping",
      "Write a value after the colon, or remove the line",
    ],
  ],
  [
    "refuses one organization under two aliases",
    "organizations:\n  a: {oid: 8cbe27f4-bfa1-4afb-ba19-138cd51389cd}\n  b: {oid: 8CBE27F4-bfa1-4afb-ba19-138cd51389cd}\n",
    [
      "lctasks.yaml:5:12 error config/same-oid",
      "Cannot use one organization under two aliases: a and b have the same oid",
      "Remove one of the two, or correct its oid",
    ],
  ],
  [
    "refuses an empty block of organizations",
    "organizations: {}\n",
    [
      "lctasks.yaml:3:16 error config/wrong-value",
      "Cannot use organizations: it is empty",
      'Write for example: organizations: {"prod":{"oid":"8cbe27f4-bfa1-4afb-ba19-138cd51389cd","apiKeyEnv":"LC_API_KEY"}}',
    ],
  ],
  [
    "knows its witnesses",
    "ledger: git\nwitness: gti\n",
    [
      "lctasks.yaml:4:10 error config/wrong-value",
      'Cannot use "gti" as witness: it can only be git or none',
      "Write git",
    ],
  ],
  [
    "knows its ledgers",
    "ledger: hve\n",
    [
      "lctasks.yaml:3:9 error config/wrong-value",
      'Cannot use "hve" as ledger: it can only be hive, git or file',
      "Write hive",
    ],
  ],
  [
    "checks limits",
    "limits: {sensorsPerTask: -1, deletions: {percent: 130}, foo: 1}\n",
    [
      "lctasks.yaml:3:26 error config/wrong-value",
      "Cannot use -1 as limits.sensorsPerTask: the least is 0",
      "Write 0 or more",
      "lctasks.yaml:3:51 error config/wrong-value",
      "Cannot use 130 as limits.deletions.percent: the most is 100",
      "Write 100 or less",
      "lctasks.yaml:3:57 error config/unknown-key",
      'Cannot use the key "foo": limits has no such key',
      "Remove it; the keys are sensorsPerTask, sensorsPerApply, deletions, sensorDrift, ttl and planAge",
    ],
  ],
  [
    "checks durations with units",
    "limits: {planAge: 0s}\nruleSettle: 9999d\n",
    [
      "lctasks.yaml:3:19 error config/wrong-value",
      'Cannot use "0s" as limits.planAge: the least is 1s',
      "Write 1s or more",
      "lctasks.yaml:4:13 error config/wrong-value",
      'Cannot use "9999d" as ruleSettle: the most is 3650d',
      "Write 3650d or less",
    ],
  ],
  [
    "is one document",
    "---\nx: 1\n",
    [
      "lctasks.yaml:4:1 error yaml/several-documents",
      "Cannot read a second document in lctasks.yaml: a configuration is one document",
      "Remove the line with --- and what follows, or move it to a task file",
    ],
  ],
];

describe("the configuration", () => {
  it.each(cases)("%s", (_title, yaml, said) => {
    expect(
      saidOf({ "lctasks.yaml": `version: 1\nproject: acme\n${yaml}`, "tasks/a.yaml": task("a") }).flatMap(
        (text) => text.split("\n"),
      ),
    ).toEqual(said);
  });
});
