import type { FieldDiff } from "../model/change.js";
import type { Target } from "../model/target.js";
import type { DeclaredTask } from "../model/task.js";
import { editDigest, type RunInputs } from "../model/token.js";
import { parseSelector } from "../selector/parse.js";
import { printSelector } from "../selector/print.js";
import { diffJson } from "./diff.js";

/** What a file says a run means, in the form that is hashed, compared and sent. */
export function runInputs(task: DeclaredTask): RunInputs {
  return normaliseInputs({
    command: task.command,
    target: task.target,
    ...(task.contextWritten ? { context: task.context } : {}),
  });
}

/** The same inputs in today's canonical form. Stored inputs go through it too, so an old ledger stays comparable. */
function normaliseInputs(inputs: RunInputs): RunInputs {
  return { ...inputs, command: inputs.command.trim(), target: canonicalTarget(inputs.target) };
}

/** The digest that `accept:` names. */
export function inputsDigest(inputs: RunInputs): string {
  return editDigest(normaliseInputs(inputs));
}

/** What `accept:` says to accept inputs: enough of their digest to tell wordings of one task apart. */
export const acceptable = (inputs: RunInputs): string => inputsDigest(inputs).slice(0, 8);

/** True when two files mean the same run. Equal texts need no digest. */
export function sameInputs(a: RunInputs, b: RunInputs): boolean {
  const sameText =
    a.command === b.command &&
    a.context === b.context &&
    JSON.stringify(a.target) === JSON.stringify(b.target);
  return sameText || inputsDigest(a) === inputsDigest(b);
}

/** Digest of the work alone, command and target: what stays the same under another name. */
export function workDigest({ command, target }: RunInputs): string {
  return inputsDigest({ command, target });
}

/** The fields in which two files differ. */
export function diffInputs(before: RunInputs, after: RunInputs): FieldDiff[] {
  return diffJson(asJson(normaliseInputs(before)), asJson(normaliseInputs(after)));
}

function asJson(inputs: RunInputs) {
  return {
    task: inputs.command,
    ...inputs.target,
    ...(inputs.context === undefined ? {} : { context: inputs.context }),
  };
}

function canonicalTarget(target: Target): Target {
  if (!("selector" in target)) return target;
  const parsed = parseSelector(target.selector);
  return { selector: parsed.ok ? printSelector(parsed.expression) : target.selector };
}
