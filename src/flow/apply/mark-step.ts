import type { Finding } from "../../core/model/finding.js";
import { messageOf } from "../../core/model/message-of.js";
import { withRunMark } from "../../core/plan/run-mark.js";
import type { Rules } from "../../ports/rules.js";
import { type Execution, whyNotNow } from "./execution.js";

/**
 * Marks the rules of what was issued with its token, after the ledger knows it: a ledger that is rolled back later is noticed by that.
 * Only rules that we made carry one: on a rule of somebody else, whom another project may have named as well, each would take the other's off.
 * Where files bring the rules there, they carry no mark: git-sync would take it off again, and nothing of ours writes them.
 * A mark that cannot be written leaves the one before; what was issued stays issued.
 */
export async function markStep(execution: Execution): Promise<void> {
  const { lease, outcomes, organization } = execution;
  if (organization.ruleWriter === undefined) return;
  const issued = outcomes.flatMap(({ change, taskId }) =>
    change.verb === "issue" && taskId !== undefined ? [change] : [],
  );
  const rules = Object.entries(lease.session.ledger.rules).filter(([, row]) => row.foreign === undefined);
  for (const { task, request } of issued) {
    for (const [key] of rules.filter(([, row]) => row.task === task && row.applied !== undefined)) {
      const mark = { key, token: request.context, rules: organization.ruleWriter };
      const problem = await writeMark(execution, mark).catch(messageOf);
      if (problem !== undefined) execution.findings.push(unmarked(execution, key, problem));
    }
  }
}

interface Mark {
  readonly key: string;
  readonly token: string;
  readonly rules: Rules;
}

async function writeMark(execution: Execution, { key, token, rules }: Mark): Promise<string | undefined> {
  const live = await rules.get(key);
  if (live === undefined || !live.readable) return "it cannot be read";
  const { data, userMetadata, etag } = live.record;
  const halted = whyNotNow(execution);
  if (halted !== undefined) return halted;
  const tags = withRunMark(userMetadata.tags, token);
  const result = await rules.set({ key, data, userMetadata: { ...userMetadata, tags }, etag });
  return result.result === "done" ? undefined : result.message;
}

const unmarked = ({ organization }: Execution, key: string, why: string): Finding => ({
  check: "plan/witness-behind",
  severity: "warning",
  message: `Rule ${key} does not carry the mark of the run that was just issued: ${why}`,
  fix: "Nothing is lost; until the next run a ledger rolled back to before this apply would not be noticed by it",
  organization: organization.alias,
});
