import { describe, expect, it } from "vitest";
import { checkTable, isSilencable } from "../../../src/core/validate/check-table/table.js";
import { saidOfTask, task } from "../../flow/load/project.js";

/** What is said of an entry beyond its being there. */
const saidOf = (entry: string): string[] => saidOfTask(task("a", `ignore:\n  - { ${entry} }\n`));

describe("an entry of ignore", () => {
  it.each([
    ["check: command/late-process", 'Cannot read ignore[0]: "reason" is missing'],
    [
      "check: command/late-process, reason: ''",
      'Cannot use "" as ignore[0].reason: it does not have the right form',
    ],
    [
      "check: command/late-process, reason: ' '",
      'Cannot use " " as ignore[0].reason: it does not have the right form',
    ],
    ["reason: x", 'Cannot read ignore[0]: "check" is missing'],
    ["check: command/late-process, reason: x, why: y", 'Cannot use the key "why": ignore[0] has no such key'],
    [
      "check: command/late-process, reason: x, severity: off",
      'Cannot use "off" as ignore[0].severity: it can only be note, warning or error',
    ],
  ])("{ %s } has not the right shape", (entry, message) => {
    expect(saidOf(entry).map((text) => text.split("\n")[1])).toEqual([message]);
  });

  it.each([
    ["command/late-proces", "Write command/late-process if that is meant"],
    ["command-late-process", "Write command/late-process if that is meant"],
    ["late-process", "Write command/late-process if that is meant"],
    ["everything", "Write the id that stands below a finding, for example command/late-process"],
  ])("cannot name %s, which no check is called", (check, fix) => {
    expect(saidOf(`check: ${check}, reason: x`)).toEqual([
      `tasks/a.yaml:6:14 error ignore/unknown-check\nCannot silence "${check}": there is no such check\n${fix}`,
    ]);
  });

  it.each([
    [
      "task/unknown-key",
      "it says that something cannot be read or cannot run",
      "Put right what it says, and remove the entry",
    ],
    [
      "response/never-fires",
      "it says that something cannot be read or cannot run",
      "Put right what it says, and remove the entry",
    ],
    [
      "policy/acknowledgement",
      "limits and policy yield only to where they are set",
      "Write what the task is allowed to be in its acknowledge",
    ],
    [
      "policy/sensors-per-task",
      "limits and policy yield only to where they are set",
      "Write the limit that is meant under limits in the configuration",
    ],
    [
      "policy/denied-command",
      "limits and policy yield only to where they are set",
      "Take the command out of policy.deny in the configuration",
    ],
    ["plan/expired-yet-listed", "it is about what is live, not about a file", "Remove the entry"],
    ["ignore/not-needed", "it is about ignore", "Remove the entry"],
  ])("cannot silence %s", (check, why, fix) => {
    expect(saidOf(`check: ${check}, reason: x`)).toEqual([
      `tasks/a.yaml:6:14 error ignore/not-silencable\nCannot silence ${check}: ${why}\n${fix}`,
    ]);
  });

  it("can name every check that has warnings or notes about files, and no other", () => {
    for (const [id, pages] of checkTable) {
      const severities = pages.flatMap((page) => [...page.severities]);
      const milder = severities.some((severity) => severity === "warning" || severity === "note");
      expect([id, isSilencable(id)]).toEqual([id, milder && !/^(?:plan|policy|ignore)\//.test(id)]);
    }
  });
});
