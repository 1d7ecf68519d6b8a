import type { Finding } from "../model/finding.js";
import { checks } from "./checks.js";
import { ownedBy } from "./declaration.js";
import { listed } from "./describe.js";
import type { Listener } from "./listener.js";
import type { PossibleAnswers } from "./possible-answers.js";
import { mayFire } from "./possible-firing.js";
import { tokensOf } from "./token-forms.js";

/** A task whose rules, all written by hand, hear the RECEIPT and never the event that has the answer in it. */
export function receiptOnlyFindings(
  listeners: readonly Listener[],
  answers: PossibleAnswers | undefined,
): Finding[] {
  const written = listeners.filter(({ path }) => path !== undefined);
  const [first] = written;
  if (first === undefined || answers === undefined || answers.replies.length === 0) return [];
  const { task, source } = first.owner;
  if (written.length < task.response.length) return [];
  const hears = (events: readonly string[]) => written.some((one) => mayHear(one, events));
  if (hears(answers.replies) || !hears(["RECEIPT"])) return [];
  const replies = listed(answers.replies, "or");
  return [
    {
      check: checks.responseReceiptOnly,
      severity: "warning",
      message: `The rule of ${task.name} listens to RECEIPT only: the answer of ${answers.command} comes as ${replies}`,
      fix: `Leave detect out, or let it listen to ${replies} too`,
      at: source.value([...(first.path ?? []), "event"]),
      ...ownedBy(first.owner),
    },
  ];
}

function mayHear({ owner, detect }: Listener, events: readonly string[]): boolean {
  return tokensOf(owner.task).some((investigationId) =>
    events.some((eventType) => mayFire(detect, { investigationId, eventType }) !== false),
  );
}
