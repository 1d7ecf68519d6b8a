import type { IssueChange } from "../model/change.js";
import type { Configuration } from "../model/configuration.js";
import type { Ledger } from "../model/ledger.js";
import type { Plan } from "../model/plan.js";
import type { Task } from "../model/task.js";

/** What every check may look at. */
export interface PolicyInput {
  readonly plan: Plan;
  readonly configuration: Configuration;
  /** The tasks declared for this organization, by name. */
  readonly tasks: ReadonlyMap<string, Task>;
  readonly ledger: Ledger;
  /** Names of the organization's outputs; undefined when nobody knows. */
  readonly outputs?: ReadonlySet<string>;
  readonly allowEmpty: boolean;
}

/** Why changes may not be applied: the number, the limit, where it is set, and how to allow it in a file that reviewers see. */
export interface Refusal {
  /** `all`: the whole plan; otherwise the runs it refuses. */
  readonly refuses: "all" | readonly IssueChange[];
  readonly reason: string;
  readonly allow: readonly string[];
}

/** One limit or policy. */
export interface PolicyCheck {
  readonly id: string;
  readonly run: (input: PolicyInput) => readonly Refusal[];
}
