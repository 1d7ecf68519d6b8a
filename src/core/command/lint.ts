import type { CommandTargets } from "./checks/check.js";
import { commandChecks } from "./checks/table.js";
import { isProblem, parseCommand } from "./parse.js";
import type { CommandProblem } from "./problem.js";

export type { CommandTargets } from "./checks/check.js";

/**
 * What is wrong or dangerous in a command line for the sensors it goes to. Errors are only: it cannot be split, is no command, or
 * lacks a required argument. Ordered by damage (reference: commands, section 5).
 */
export function lintCommand(line: string, targets: CommandTargets = {}): CommandProblem[] {
  const command = parseCommand(line);
  if (isProblem(command)) return [command];
  return commandChecks.flatMap((check) =>
    check.run(command, targets).map((problem) => ({ check: check.check, ...problem })),
  );
}
