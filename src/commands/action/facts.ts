import type { Change } from "../../core/model/change.js";
import type { ExitCode } from "../../core/model/exit-code.js";
import { lookedAt, wasPlanned } from "../../core/model/report.js";
import { findingsOf, type Said } from "./said.js";

/** What outputs and `fail-on` are decided from. */
export interface Facts {
  readonly exitCode: ExitCode;
  /** Set when unit tests of rules did not pass. */
  readonly testsFailed: boolean;
  readonly changes: readonly Change[];
  /** How many things moved in live without Git. */
  readonly drift: number;
  readonly held: number;
  readonly warnings: number;
}

/** The facts in what a command said; of one that said nothing, only how it ended is known. */
export function factsOf(said: Said | undefined, code: ExitCode): Facts {
  const none: Facts = { exitCode: code, testsFailed: false, changes: [], drift: 0, held: 0, warnings: 0 };
  if (said === undefined) return none;
  const warnings = findingsOf(said).filter(({ severity }) => severity === "warning").length;
  switch (said.command) {
    case "validate":
      return { ...none, warnings };
    case "test":
      return { ...none, testsFailed: said.report.failed > 0 };
    case "plan":
    case "apply": {
      const plans = said.report.organizations.filter(wasPlanned).map(({ plan }) => plan);
      const changes = plans.flatMap((plan) => plan.changes);
      const drift = changes.filter(isDrift).length;
      return { ...none, warnings, changes, drift, held: plans.flatMap(({ held }) => held).length };
    }
    case "drift": {
      const looked = lookedAt(said.report);
      const drift = looked.flatMap((each) => each.drift).length;
      const changes = looked.flatMap(({ would }) => would);
      return { ...none, warnings, changes, drift, held: looked.flatMap(({ held }) => held).length };
    }
    case "status": {
      const held = lookedAt(said.report).flatMap((each) => [
        ...each.held,
        ...each.tasks.flatMap((task) => task.held),
      ]);
      return { ...none, warnings, held: held.length };
    }
  }
}

/** What a rule's change puts back was moved without Git. */
const isDrift = (change: Change): boolean =>
  (change.verb === "update-rule" || change.verb === "create-rule") && change.drift !== undefined;
