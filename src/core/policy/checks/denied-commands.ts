import { splitCommand } from "../../command/words.js";
import { remembered } from "../../model/remembered.js";
import { matchesWildcard } from "../../model/wildcard.js";
import type { PolicyCheck } from "../check.js";

/** Commands that `policy.deny` names are never issued. A pattern is the beginning of a command line, in whole words, with `*` for any text. */
export const deniedCommands: PolicyCheck = {
  id: "policy/denied-command",
  run: ({ plan, configuration: { policy, at } }) =>
    plan.changes.flatMap((change) => {
      if (change.verb !== "issue") return [];
      const pattern = policy.deny.find((denied) => isDenied(denied, change.request.command));
      if (pattern === undefined) return [];
      const allow = [`take the pattern out of policy.deny in ${at.file}`];
      return [{ refuses: [change], reason: `policy.deny forbids \`${pattern}\``, allow }];
    }),
};

/** True when a command begins with a pattern. Quotes, white space and case make no difference: a deny errs on the safe side. */
function isDenied(pattern: string, command: string): boolean {
  const [denied, line] = [plainLine(pattern), plainLine(command)];
  return matchesWildcard(denied, line) || matchesWildcard(`${denied} *`, line);
}

/** The words of a line as the sensor sees them; of a line that it cannot split, the text. The same few lines are asked about for each change. */
const plainLine = remembered(1000, (line) => {
  const split = splitCommand(line);
  const words = split.ok ? split.words : line.trim().split(/\s+/);
  return words.join(" ").toLowerCase();
});
