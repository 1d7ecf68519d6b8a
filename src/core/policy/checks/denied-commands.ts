import { splitCommand } from "../../command/words.js";
import type { PolicyCheck } from "../check.js";

/** Commands that `policy.deny` names are never issued. A pattern is one or more words, each with `*` for any text; it matches a command that begins so. */
export const deniedCommands: PolicyCheck = {
  id: "policy/denied-command",
  run: ({ plan, configuration }) =>
    plan.changes.flatMap((change) => {
      if (change.verb !== "issue") return [];
      const pattern = configuration.policy.deny.find((denied) =>
        matchesCommand(denied, change.request.command),
      );
      if (pattern === undefined) return [];
      const reason = `policy.deny forbids \`${pattern}\``;
      return [
        {
          refuses: [change],
          reason,
          allow: [`take the pattern out of policy.deny in ${configuration.at.file}`],
        },
      ];
    }),
};

/** True when a command begins with the words of a pattern. A line that cannot be split matches by its first word. */
export function matchesCommand(pattern: string, command: string): boolean {
  const words = wordsOf(command);
  return wordsOf(pattern).every(
    (term, index) => words[index] !== undefined && matchesWord(term, words[index]),
  );
}

function wordsOf(line: string): readonly string[] {
  const split = splitCommand(line);
  return split.ok ? split.words : line.trim().split(/\s+/);
}

/** `*` stands for any text. Linear: pieces are looked for from left to right. */
function matchesWord(term: string, word: string): boolean {
  const pieces = term.split("*");
  const [first = "", ...rest] = pieces;
  if (rest.length === 0) return word === term;
  const last = rest.pop() ?? "";
  if (!word.startsWith(first) || !word.endsWith(last) || word.length < first.length + last.length)
    return false;
  let at = first.length;
  for (const piece of rest) {
    const found = word.indexOf(piece, at);
    if (found < 0 || found + piece.length > word.length - last.length) return false;
    at = found + piece.length;
  }
  return true;
}
