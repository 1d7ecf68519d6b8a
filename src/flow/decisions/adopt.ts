import type { Agree, DecisionReport } from "../../core/model/decision.js";
import { decided } from "../../core/model/decision.js";
import type { Ledger } from "../../core/model/ledger.js";
import type { Observation } from "../../core/model/observation.js";
import { type AdoptionRequest, adoption } from "../../core/plan/adoption.js";
import { compare } from "../../core/plan/compare.js";
import { withForeignRun } from "../../core/plan/record-decision.js";
import { counted } from "../../core/report/describe.js";
import type { WritableOrganization } from "../../ports/organization.js";
import { observe } from "../observe.js";
import type { Desired } from "../organization.js";
import { decideInLedger, type LedgerDecision } from "./in-ledger.js";

export interface AdoptInput extends AdoptionRequest {
  /** The declared task. */
  readonly name: string;
  readonly desired: Pick<Desired, "tasks" | "configuration">;
  readonly agree: Agree;
}

/** Records an entry of the queue that somebody else made as the declared run of a task. Nothing is sent. */
export async function adopt(organization: WritableOrganization, input: AdoptInput): Promise<DecisionReport> {
  const observation = await observe(organization);
  const { queue } = observation;
  if (!queue.readable)
    return decided(
      organization.alias,
      "failed",
      `the queue cannot be read: ${queue.reason} (${queue.shape})`,
    );
  return decideInLedger(organization, observation, {
    agree: input.agree,
    decide: (read) => adoptionIn(read, { observation, organization, input }),
  });
}

interface At {
  readonly observation: Observation;
  readonly organization: WritableOrganization;
  readonly input: AdoptInput;
}

function adoptionIn(ledger: Ledger, { observation, organization, input }: At): LedgerDecision {
  const { name, desired, own } = input;
  const { oid, alias } = organization;
  const entries = observation.queue.readable ? observation.queue.entries : [];
  const { project } = desired.configuration;
  const compared = compare(
    { project, organization: alias, oid, tasks: desired.tasks, observation, inForce: null },
    ledger,
    entries,
  );
  if (compared.names.moves.some(({ from, to }) => from === name || to === name))
    return { result: "refused", message: `${name} is being renamed: apply that first` };
  const situation = compared.situations.find((each) => each.name === name);
  const task = situation?.declared?.task;
  if (situation === undefined || task === undefined)
    return { result: "nothing", message: `${name} is not meant for this organization` };
  const found = adoption(situation, input);
  if ("refused" in found)
    return { result: "refused", message: `cannot adopt for ${name}: ${found.refused}; ${found.decide}` };
  const { entry, run } = found;
  const removal = own
    ? "a higher `run`, or the removal of the task, cancels it"
    : "it is never cancelled by us (`--own` would allow that)";
  return {
    steps: [
      `record task_id ${entry.taskId} (${entry.command ?? "command not listed"}, context ${entry.context}, ${counted(entry.sids.length, "sensor")} waiting) as run ${run.run} of ${name}; nothing is sent`,
      `coverage unknown: how many sensors got it before cannot be seen; ${removal}`,
      ...(task.response.length === 0 ? [] : ["the next apply lets its response rule hear that context too"]),
    ],
    ledger: { ...ledger, ...withForeignRun(ledger, run, { task: name, onRemove: task.onRemove }) },
    message: `run ${run.run} of ${name} is task_id ${entry.taskId}, coverage unknown`,
  };
}
