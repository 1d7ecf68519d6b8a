import { answerEvents } from "../command/answers.js";
import type { Finding } from "../model/finding.js";
import { isJsonObject, type Json } from "../model/json.js";
import type { DeclaredResponse } from "../model/rule.js";
import { checks } from "./checks.js";
import { quoted } from "./describe.js";
import { ruleFindings } from "./rules.js";
import type { MistakePlace } from "./shape.js";
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
      ...ruleFindings({ rule: { ...rule }, command, path, source }),
    ];
  });
}

/** A document whose `response` has mistakes of shape. */
interface BrokenResponse {
  readonly mistakes: readonly MistakePlace[];
  readonly source: Source;
}

/** What is wrong with response rules beside their mistakes of shape: what stands where one was found already is not said again. */
export function brokenResponseFindings(
  data: Json,
  command: string | undefined,
  { mistakes, source }: BrokenResponse,
): Finding[] {
  const response = isJsonObject(data) ? data["response"] : undefined;
  if (!Array.isArray(response)) return [];
  return response.flatMap((rule: Json, index) => {
    if (!isJsonObject(rule)) return [];
    const path = ["response", index];
    return ruleFindings({ rule, command, path, source }, (at) => isMistaken(at, mistakes));
  });
}

/** True for a place that has a mistake, or is inside one that has, and for a node or action whose kind is the mistake. */
function isMistaken(at: Path, mistakes: readonly MistakePlace[]): boolean {
  return mistakes.some(({ path, member }) => {
    const wrong = member === undefined ? path : [...path, member];
    const isKind = ["op", "action"].includes(String(wrong.at(-1)));
    return isWithin(at, wrong) || isSame(at, path) || (isKind && isSame(at, wrong.slice(0, -1)));
  });
}

const isSame = (a: Path, b: Path): boolean => a.length === b.length && isWithin(a, b);

const isWithin = (at: Path, outer: Path): boolean =>
  outer.every((part, index) => String(at[index]) === String(part));

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
