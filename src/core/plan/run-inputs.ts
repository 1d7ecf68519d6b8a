import type { FieldDiff } from "../model/change.js";
import type { RunRow } from "../model/ledger.js";
import type { Target } from "../model/target.js";
import type { DeclaredTask, Task } from "../model/task.js";
import { contextOf, editDigest, type RunInputs } from "../model/token.js";
import { parseSelector } from "../selector/parse.js";
import { printSelector } from "../selector/print.js";
import { diffJson } from "./diff.js";
import { partTarget } from "./part-target.js";

/** What a file says a run means, before variables, in the form that is hashed and compared. */
export function runInputs(task: DeclaredTask & Pick<Partial<Task>, "written">): RunInputs {
  return normaliseInputs(task.written ?? textsOf(task));
}

/** The same after variables: what is sent and shown. Equal to the inputs where none are put in. */
export function renderedInputs(task: DeclaredTask): RunInputs {
  return normaliseInputs(textsOf(task));
}

function textsOf({ command, target, context, contextWritten }: DeclaredTask): RunInputs {
  return { command, target, ...(contextWritten ? { context } : {}) };
}

/** The same inputs in today's canonical form. Stored inputs go through it too, so an old ledger stays comparable. */
function normaliseInputs(inputs: RunInputs): RunInputs {
  return { ...inputs, command: inputs.command.trim(), target: canonicalTarget(inputs.target) };
}

/** What a run said on the wire, after variables; its context as it was formed where the file writes one. */
export function sentInputs({ request, inputs, exactContext }: RunRow): RunInputs {
  const context = exactContext ? request.context : contextOf(request.context);
  return normaliseInputs({
    command: request.command,
    target: request.target,
    ...(inputs.context === undefined ? {} : { context }),
  });
}

/** What a run would say now where it went before: the same part of it, a round to the same sensors. */
export function asSentBefore(rendered: RunInputs, { part, request }: RunRow): RunInputs {
  const isNamed = part?.newcomers !== undefined && part.newcomers.round > 0;
  return { ...rendered, target: isNamed ? request.target : partTarget(rendered.target, part) };
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
