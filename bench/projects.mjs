// The repositories that benches work in: a configuration and task files as people write them.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newFolder } from "./folders.mjs";

/** A task file of 25 lines with a response rule and its tests. Each has its own selector, which 10 of the sandbox's sensors match. */
const withRule = (number) => `# yaml-language-server: $schema=../../schemas/task.schema.json
name: task-${number}
description: Which build is server ${number} on, and since when?
task: os_version
selector: plat == \`windows\` and arch != \`usp_adapter\` and hostname != \`srv-old-${number}\`
context: ctx-${number}
ttl: 2d
run: 1
acknowledge: []
response:
  - respond:
      - action: output
        name: tasks-output
      - action: report
        name: "Task ${number} ran"
        metadata:
          team: soc
          number: ${number}
    tests:
      match:
        - [{ routing: { event_type: OS_VERSION_REP, investigation_id: ctx-${number}.r1.00000000 }, event: {} }]
      non_match:
        - [{ routing: { event_type: OS_VERSION_REP, investigation_id: other }, event: {} }]
`;

/** A task without a rule, for those 10 sensors. */
const withoutRule = (number) => `name: task-${number}
task: os_version
selector: plat == \`windows\` and hostname != \`srv-old-${number}\`
run: 1
`;

/** A task with a rule whose target no sensor matches: it is not issued, and its rule stands ready. */
const ruleOnly = (number) => withRule(number).replace("hostname != `srv-old-", "hostname == `srv-old-");

const kinds = { withRule, withoutRule, ruleOnly };

/** Ten that the tasks are for, and ten others. */
export const fleet = [
  { hostname: "srv-{n}", plat: "windows", count: 10 },
  { hostname: "web-{n}", plat: "linux", count: 10 },
];

/** Limits that are out of the way: what is held is not worked out. */
const limits = { sensorsPerTask: 1_000_000, sensorsPerApply: 1_000_000_000 };

/** Writes a project of `tasks` tasks, at most 500 in a folder; returns its root. `organizations`: alias to members. */
export function writeProject({ tasks, kind = "withRule", organizations }) {
  const folder = newFolder();
  const text = kinds[kind];
  const configuration = { version: 1, project: "bench", limits, organizations };
  writeFileSync(join(folder, "lctasks.yaml"), JSON.stringify(configuration));
  for (let number = 0; number < tasks; number += 1) {
    const part = join(folder, "tasks", `part-${Math.floor(number / 500)}`);
    if (number % 500 === 0) mkdirSync(part, { recursive: true });
    writeFileSync(join(part, `task-${number}.yaml`), text(number));
  }
  return folder;
}

/** An organization of a file that nobody asks. */
const nowhere = { prod: { oid: "8cbe27f4-bfa1-4afb-ba19-138cd51389cd" } };

const written = new Map();

/** The same project for every bench that only reads it. */
export function projectOf(tasks) {
  if (!written.has(tasks)) written.set(tasks, writeProject({ tasks, organizations: nowhere }));
  return written.get(tasks);
}
