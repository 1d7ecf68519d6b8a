import { answerEvents } from "../command/answers.js";
import type { Finding } from "../model/finding.js";
import type { DeclaredResponse } from "../model/rule.js";
import { checks } from "./checks.js";
import { quoted } from "./describe.js";
import { ruleFindings } from "./rules.js";
import type { Path, Source } from "./source.js";

/** What is wrong with a task's response rules by themselves. `command` is the task's, where it has one. */
export function responseFindings(
  response: readonly DeclaredResponse[],
  command: string | undefined,
  source: Source,
): Finding[] {
  return response.flatMap((rule, index) => {
    const path = ["response", index];
    return [
      ...(rule.detect === undefined ? generatedFindings(command, path, source) : []),
      ...ruleFindings({ response: rule, command, path, source }),
    ];
  });
}

function generatedFindings(command: string | undefined, path: Path, source: Source): Finding[] {
  if (command === undefined || answerEvents(command).length > 0) return [];
  return [
    {
      check: checks.responseNoAnswer,
      severity: "error",
      message: `Cannot generate detect for ${quoted(command.trim())}: no event that answers it carries the token`,
      fix: "Write detect yourself, or remove this rule",
      at: source.value(path),
    },
  ];
}
