import type { Finding } from "../model/finding.js";
import { answerFieldFindings } from "./answer-fields.js";
import { type CheckId, checks } from "./checks.js";
import { contextPlace, type Declaration, meet, ownedBy } from "./declaration.js";
import { listed, quoted } from "./describe.js";
import { neededTexts } from "./investigation.js";
import { isTied, type Listener, listenersOf, placeOfLiteral, wantedValue } from "./listener.js";
import { ownFindings } from "./own-answers.js";
import { type PossibleAnswers, possibleAnswers } from "./possible-answers.js";
import { mayFire } from "./possible-firing.js";
import { receiptOnlyFindings } from "./receipt-only.js";
import { indexTexts, type TextIndex } from "./text-index.js";
import { tokensOf, tokenText } from "./token-forms.js";

/**
 * Runs the answers that tasks can get through the conditions that are written by hand: do they fire on their own task's, and on no
 * others? Generated conditions fit by construction; their collisions are those of contexts.
 */
export function crossCheck(declarations: readonly Declaration[]): Finding[] {
  const listening = declarations.map(listenersOf).filter(({ length }) => length > 0);
  if (listening.length === 0) return [];
  const candidates = indexTexts(declarations, ({ task }) => tokensOf(task));
  return listening.flatMap((listeners) => {
    const answers = answersOf(listeners);
    const byCondition = listeners.flatMap((listener) => {
      const own = ownFindings(listener, answers);
      const fired = own.length > 0 ? own : collisionFindings(listener, candidates);
      return [...fired, ...answerFieldFindings(listener, answers)];
    });
    return [...byCondition, ...receiptOnlyFindings(listeners, answers)];
  });
}

/** The answers to the task that these conditions belong to. */
function answersOf([first]: readonly Listener[]): PossibleAnswers | undefined {
  return first && possibleAnswers(first.owner.task);
}

const most = 3;

function collisionFindings(listener: Listener, candidates: TextIndex<Declaration>): Finding[] {
  const { condition, detect } = listener;
  if (!isTied(detect)) return [];
  const heard: Declaration[] = [];
  for (const other of candidatesFor(condition, candidates)) {
    if (isHeardByMistake(other, listener)) heard.push(other);
    if (heard.length > most) break;
  }
  return heard.length === 0 ? [] : [collisionFinding(listener, heard)];
}

/** The tasks with a token that has one of the texts in it that the condition needs: the index alone names too many. */
function candidatesFor(
  condition: Listener["condition"],
  candidates: TextIndex<Declaration>,
): Iterable<Declaration> {
  const texts = neededTexts(condition) ?? [""];
  return new Set(
    texts.flatMap((text) => [...candidates(text)].filter(({ task }) => hasText(tokensOf(task), text))),
  );
}

const hasText = (tokens: readonly string[], text: string): boolean =>
  tokens.some((token) => token.toLowerCase().includes(text));

/** Equal contexts and equal names have findings of their own. */
function isHeardByMistake(other: Declaration, { owner, detect }: Listener): boolean {
  if (other.task.context === owner.task.context || other.task.name === owner.task.name) return false;
  if (!meet(other, owner)) return false;
  return tokensOf(other.task).some((investigationId) => mayFire(detect, { investigationId }) !== false);
}

function collisionFinding({ owner, condition, path }: Listener, heard: readonly Declaration[]): Finding {
  const { task, source } = owner;
  const named = heard.slice(0, most).map((other) => `${other.task.name} (${tokenText(other.task)})`);
  const names = listed(heard.length > most ? [...named, "others"] : named);
  const about: { readonly check: CheckId; readonly severity: "error" } = {
    check: checks.taskContextCollides,
    severity: "error",
  };
  const rest = { related: heard.slice(0, most).map(contextPlace), ...ownedBy(owner) };
  if (path === undefined) {
    return {
      ...about,
      message: `Cannot send the context ${quoted(task.context)} as written: a rule that looks for it also hears ${names}`,
      fix: "Choose contexts of which none contains another",
      at: contextPlace(owner),
      ...rest,
    };
  }
  return {
    ...about,
    message: `Cannot tell the answers of ${task.name} from others: this condition also hears ${names}`,
    fix: `Leave detect out, or write op: starts with and value: ${wantedValue(task)}`,
    at: source.value([...path, ...placeOfLiteral(condition)]),
    ...rest,
  };
}
