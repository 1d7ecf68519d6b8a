import { type CheckPage, held, note, unsilencable, warning } from "./check-page.js";

/** What `plan` and `apply` say of a plan: findings on what was observed, and the limits and policies that hold changes back. */
export const planChecks: { readonly [check: string]: CheckPage } = {
  "plan/expired-yet-listed": unsilencable(
    warning(
      "The queue still lists a run whose end has passed: a clock is wrong, or the queue's expiry is read in the wrong unit.",
      "Compare this machine's clock with the service.",
    ),
  ),
  "plan/changes-unknown": unsilencable(
    warning(
      "With `--changed-since`: what changed cannot be known (no Git, a link, a file of then that cannot be read), so all organizations are looked at.",
      "Nothing needs to be done; the finding names what stands in the way.",
    ),
  ),
  "plan/paused": unsilencable(
    note(
      "A person paused a task, or the whole organization (`lctasks pause`, `lctasks cancel --all`): nothing is issued and nothing cancelled.",
      "`lctasks resume <task>`, or `lctasks resume --all`.",
    ),
  ),
  "plan/witness-behind": unsilencable(
    warning(
      "An apply wrote the ledger, and the witness could not be told: until it is, a ledger rolled back to before this apply would not be noticed.",
      "Make the witness reachable; the next apply that changes something lets it catch up.",
    ),
  ),

  "plan/served-uncounted": unsilencable(
    warning(
      "A run with `coverage: newcomers` was issued, and who was there could not be counted after it.",
      "Nothing needs to be done: the next apply counts them, and newcomers get the run after that. Who comes until then counts as having it.",
    ),
  ),

  "plan/rules-also-managed": unsilencable(
    warning(
      "The repository has a git-sync tree of this organization that writes rules into dr-general: with force it deletes every rule that is not in its files.",
      "Leave dr-general out of what is forced.",
    ),
  ),
  "plan/rule-written-twice": unsilencable(
    warning(
      "A rule stands in the git-sync tree and in a task's file: the one is written over the other as soon as they differ.",
      "Take it out of one of the two.",
    ),
  ),
  "plan/rules-not-included": unsilencable(
    warning(
      "With `rulesTo`, the git-sync tree of the organization is to bring the response rules there, and it does not have all of them: their tasks are held.",
      "`lctasks rules --write`, and include the file in the tree's `index.yaml`.",
    ),
  ),
  "plan/rules-wiped": unsilencable(
    warning(
      "Every rule that was put there is gone at once, as a forced push leaves it.",
      "Apply writes them again, or with `rulesTo` the sync of the file that has them; leave dr-general out of what is forced, or keep them in its files.",
    ),
  ),

  "plan/clock-skew": unsilencable(
    warning(
      "This machine's clock and the service's differ by more than 30 seconds.",
      "Set the clock, for example by NTP. Times of record are the service's either way.",
    ),
  ),

  "policy/acknowledgement": held(
    "The task does what its file does not admit to: it destroys, ends the sensor, reaches the whole fleet, or takes data off the host.",
    "Write what the finding names in the task's `acknowledge`, where reviewers see it.",
  ),
  "policy/deletions": held(
    "The plan would remove a large share of all tasks, which is more often a broken glob or checkout than a decision.",
    "When it is meant, raise `limits.deletions` in the configuration.",
  ),
  "policy/denied-command": held(
    "`policy.deny` of the configuration forbids the command.",
    "Take the pattern out of `policy.deny`, or use another command.",
  ),
  "policy/empty-input": held(
    "No task is declared for the organization, and everything it has would be removed.",
    "When it is meant, `--allow-empty`.",
  ),
  "policy/sensors-per-apply": held(
    "All runs of the plan together would reach more sensors than `limits.sensorsPerApply`.",
    "Raise the limit, or apply the tasks in several steps.",
  ),
  "policy/sensors-per-task": held(
    "A run would reach more sensors than `limits.sensorsPerTask`.",
    "Raise the limit, or narrow the task's target.",
  ),
  "policy/ttl": held(
    "A run would wait longer than `limits.ttl`.",
    "Shorten the task's `ttl`, or raise the limit.",
  ),
  "policy/unknown-output": held(
    "A response sends to an output that the organization does not have: every answer would be lost.",
    "Create the output, or name another in the response.",
  ),
  "policy/unknown-reach": held(
    "Nobody knows how many sensors a run would reach, and their number is limited.",
    "Write a target that can be evaluated on every sensor.",
  ),
};
