import type { CommandCheck, CommandTargets } from "../../../../src/core/command/checks/check.js";
import { isProblem, parseCommand } from "../../../../src/core/command/parse.js";

/** What one check says of a line, a text for each finding: `severity column: message → fix`. */
export function findings(check: CommandCheck, line: string, targets: CommandTargets = {}): string[] {
  const command = parseCommand(line);
  if (isProblem(command)) throw new Error(`${line}: ${command.message}`);
  return check.run(command, targets).map(({ severity, column, message, fix }) => {
    if (!check.severities.includes(severity)) throw new Error(`${severity} is not declared`);
    return `${severity} ${column ?? "-"}: ${message} → ${fix}`;
  });
}
