import { exitCode } from "../../core/model/exit-code.js";
import type { Facts } from "./facts.js";
import type { FailureKind } from "./inputs.js";

/** Why a step failed: a closed list, the gravest first, with what each stands for in `fail-on` and what the README says of it. */
export const failureReasons = {
  "invalid-input": { kind: "error", meaning: "an input of the step cannot be right" },
  "refused-event": { kind: "error", meaning: "`apply` was asked for by a pull request's event" },
  "invalid-files": { kind: "error", meaning: "the files are invalid; nothing was sent" },
  "tests-failed": { kind: "error", meaning: "a rule's unit test did not pass" },
  failed: { kind: "error", meaning: "something failed or was stopped; the log says what" },
  held: {
    kind: "held",
    meaning: "something waits for a person to decide, or was refused by a limit or a policy",
  },
  drift: { kind: "drift", meaning: "live moved away from what was applied last" },
  changes: { kind: "changes", meaning: "there is something to apply" },
  warnings: { kind: "warnings", meaning: "there are findings of severity warning" },
} as const satisfies { readonly [reason: string]: { readonly kind: FailureKind; readonly meaning: string } };

export type FailureReason = keyof typeof failureReasons;

/** The gravest thing that is wrong and that `fail-on` names. Exit code 2 says that there are changes: by itself it is no failure. */
export function failureOf(facts: Facts, failOn: readonly FailureKind[]): FailureReason | undefined {
  return reasonsIn(facts).find((reason) => failOn.includes(failureReasons[reason].kind));
}

/** Everything that applies, the gravest first. */
function reasonsIn(facts: Facts): FailureReason[] {
  const { exitCode: code } = facts;
  const applies: readonly (readonly [FailureReason, boolean])[] = [
    ["invalid-files", code === exitCode.invalid],
    ["tests-failed", facts.testsFailed],
    ["failed", code === exitCode.failed && !facts.testsFailed],
    ["held", code === exitCode.refused || facts.held > 0],
    ["drift", facts.drift > 0],
    ["changes", facts.changes.length > 0],
    ["warnings", facts.warnings > 0],
  ];
  return applies.filter(([, holds]) => holds).map(([reason]) => reason);
}
