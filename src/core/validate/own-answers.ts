import type { Finding } from "../model/finding.js";
import { checks } from "./checks.js";
import { ownedBy } from "./declaration.js";
import { listed, quoted } from "./describe.js";
import { investigationNodes } from "./investigation.js";
import { isTied, type Listener, placeOfLiteral, wantedValue } from "./listener.js";
import { answersWith, type PossibleAnswers } from "./possible-answers.js";
import { mayFire } from "./possible-firing.js";
import type { Path } from "./source.js";
import { investigationIds, tokenText } from "./token-forms.js";

/** Does a condition in its task's file fire on every answer of its own task, and does it ask for the task's token at all? */
export function ownFindings(listener: Listener, answers: PossibleAnswers | undefined): Finding[] {
  const { owner, condition, detect, path } = listener;
  if (path === undefined) return [];
  const ids = investigationIds(owner.task);
  const unmatched = ids.filter((investigationId) => mayFire(detect, { investigationId }) === false);
  if (unmatched.length > 0) return [missesToken(listener, path, unmatched.length < ids.length)];
  if (answers !== undefined && !ids.every((id) => firesOnSome(listener, id, answers)))
    return [missesAnswers(listener, path, answers)];
  const asksOtherwise = [...investigationNodes(condition)].some(({ literal }) => literal === undefined);
  return isTied(detect) || asksOtherwise ? [] : [notTied(listener, path)];
}

/** Platforms are looked at only where event type and token leave it open. */
function firesOnSome({ detect }: Listener, investigationId: string, answers: PossibleAnswers): boolean {
  return (
    answers.heard.some((eventType) => mayFire(detect, { investigationId, eventType }) === true) ||
    answersWith(investigationId, answers).some((answer) => mayFire(detect, answer) !== false)
  );
}

function missesToken({ owner, condition }: Listener, path: Path, sometimes: boolean): Finding {
  const { task, source } = owner;
  return {
    check: checks.responseNeverFires,
    severity: "error",
    message: `Cannot fire on ${sometimes ? "every" : "any"} answer of ${task.name}: the answers carry ${quoted(tokenText(task))}, alone or with / and more after it`,
    fix: `Leave detect out, or write op: starts with and value: ${wantedValue(task)}`,
    at: source.value([...path, ...placeOfLiteral(condition)]),
    ...ownedBy(owner),
  };
}

/** The token fits, and the kind of event or the platform does not. */
function missesAnswers({ owner, detect }: Listener, path: Path, answers: PossibleAnswers): Finding {
  const { task, source } = owner;
  const { command, events } = answers;
  const wanted = [...(detect.node.events ?? [])];
  const isHeard = wanted.length === 0 || wanted.some((event) => answers.heard.includes(event));
  const comes = events.length === 0 ? "no event" : listed(events, "or");
  return {
    check: checks.responseNeverFires,
    severity: "error",
    message: `Cannot fire on any answer of ${task.name}: ${command} is answered with ${comes}${isHeard ? ` from ${listed(answers.platforms(), "or")}` : ""}, and the rule ${isHeard ? "asks for something else" : `listens to ${listed(wanted, "and")}`}`,
    fix:
      events.length === 0
        ? "Remove this rule: nothing that answers carries the token"
        : `Leave detect out, or let it listen to ${listed(events, "or")}`,
    at: source.value([...path, ...(isHeard ? [] : ["event" in detect.node.raw ? "event" : "events"])]),
    ...ownedBy(owner),
  };
}

function notTied({ owner }: Listener, path: Path): Finding {
  const { task, source } = owner;
  return {
    check: checks.responseNotTied,
    severity: "warning",
    message: `The rule of ${task.name} does not ask for its token: it also fires on answers to other tasks and people`,
    fix: `Add a rule with op: starts with, path: routing/investigation_id and value: ${wantedValue(task)}`,
    at: source.value(path),
    ...ownedBy(owner),
  };
}
