import type { Finding } from "../model/finding.js";
import type { JsonObject } from "../model/json.js";
import type { Task } from "../model/task.js";
import { tokenPrefix } from "../model/token.js";
import { type CheckId, checks } from "./checks.js";
import { contextPlace, type Declaration, meet } from "./declaration.js";
import { listed, quoted } from "./describe.js";
import { investigationNodes, neededTexts, verdictOf } from "./investigation.js";
import type { Path } from "./source.js";
import { indexTexts, type TextIndex } from "./text-index.js";
import { investigationIds, tokensOf, tokenText } from "./token-forms.js";

/** A condition that listens for a task's answers, written by hand in its file or by whoever asked for an exact context. */
interface Listener {
  readonly owner: Declaration;
  readonly condition: JsonObject;
  /** Where it stands; undefined for the rules of others that an exact context is for. */
  readonly path?: Path;
}

/** What hand-written conditions do with tokens: do they fire on their own task's answers, and on no others? */
export function listenerFindings(declarations: readonly Declaration[]): Finding[] {
  const listeners = declarations.flatMap(listenersOf);
  if (listeners.length === 0) return [];
  const candidates = indexTexts(declarations, ({ task }) => tokensOf(task));
  return listeners.flatMap((listener) => {
    const own = listener.path === undefined ? [] : ownFindings(listener, listener.path);
    return own.length > 0 ? own : collisionFindings(listener, candidates);
  });
}

function listenersOf(owner: Declaration): Listener[] {
  const { task } = owner;
  const written = task.response.flatMap(({ detect }, index) =>
    detect === undefined ? [] : [{ owner, condition: detect, path: ["response", index, "detect"] }],
  );
  const others = { op: "contains", path: "routing/investigation_id", value: task.context };
  return task.exactContext ? [...written, { owner, condition: others }] : written;
}

/** Does it fire on every answer of its own task, and does it ask for the task's token at all? */
function ownFindings(listener: Listener, path: Path): Finding[] {
  const { owner, condition } = listener;
  const verdicts = investigationIds(owner.task).map((id) => verdictOf(condition, id));
  if (verdicts.includes("no"))
    return [
      neverFires(
        listener,
        path,
        verdicts.some((verdict) => verdict !== "no"),
      ),
    ];
  const asksOtherwise = [...investigationNodes(condition)].some(({ literal }) => literal === undefined);
  return isTied(condition) || asksOtherwise ? [] : [notTied(listener, path)];
}

function neverFires({ owner, condition }: Listener, path: Path, sometimes: boolean): Finding {
  const { task, source } = owner;
  return {
    check: checks.responseNeverFires,
    severity: "error",
    message: `Cannot fire on ${sometimes ? "every" : "any"} answer of ${task.name}: the answers carry ${quoted(tokenText(task))}, alone or with / and more after it`,
    fix: `Leave detect out, or write op: starts with and value: ${wantedValue(task)}`,
    at: source.value([...path, ...placeOfLiteral(condition)]),
    task: task.name,
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
    task: task.name,
  };
}

/** What a condition should compare with: every token of the task begins so, and no other task's. */
const wantedValue = ({ context, exactContext }: Task): string =>
  quoted(exactContext ? context : tokenPrefix(context));

/** True when a condition cannot match without a fitting investigation id. */
const isTied = (condition: JsonObject): boolean => verdictOf(condition, "") === "no";

/** The text that the condition's first comparison with the investigation id is made with. */
function placeOfLiteral(condition: JsonObject): Path {
  return [...investigationNodes(condition)].slice(0, 1).flatMap(({ path }) => [...path, "value"]);
}

const most = 3;

function collisionFindings(listener: Listener, candidates: TextIndex<Declaration>): Finding[] {
  const { condition } = listener;
  if (!isTied(condition)) return [];
  const heard: Declaration[] = [];
  for (const other of candidatesFor(condition, candidates)) {
    if (isHeardByMistake(other, listener)) heard.push(other);
    if (heard.length > most) break;
  }
  return heard.length === 0 ? [] : [collisionFinding(listener, heard)];
}

function candidatesFor(condition: JsonObject, candidates: TextIndex<Declaration>): Iterable<Declaration> {
  const texts = neededTexts(condition) ?? [""];
  return new Set(texts.flatMap((text) => [...candidates(text)]));
}

/** Equal contexts and equal names have findings of their own. */
function isHeardByMistake(other: Declaration, { owner, condition }: Listener): boolean {
  if (other.task.context === owner.task.context || other.task.name === owner.task.name) return false;
  if (!meet(other, owner)) return false;
  return tokensOf(other.task).some((id) => verdictOf(condition, id) !== "no");
}

function collisionFinding({ owner, condition, path }: Listener, heard: readonly Declaration[]): Finding {
  const { task, source } = owner;
  const named = heard.slice(0, most).map((other) => `${other.task.name} (${tokenText(other.task)})`);
  const names = listed(heard.length > most ? [...named, "others"] : named);
  const about: { readonly check: CheckId; readonly severity: "error" } = {
    check: checks.taskContextCollides,
    severity: "error",
  };
  const rest = { related: heard.slice(0, most).map(contextPlace), task: task.name };
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
