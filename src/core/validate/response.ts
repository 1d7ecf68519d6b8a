import { answerEvents } from "../command/answers.js";
import type { Finding } from "../model/finding.js";
import { isJsonObject, type Json, type JsonObject } from "../model/json.js";
import { nearestName } from "../model/nearest.js";
import type { DeclaredResponse } from "../model/rule.js";
import { checks } from "./checks.js";
import { quoted } from "./describe.js";
import { type Path, pathText, type Source } from "./source.js";

/** Every response action that the service documents (reference: the D&R language, section 8). */
const actions: readonly string[] = [
  "report",
  "output",
  "task",
  "add tag",
  "remove tag",
  "add var",
  "del var",
  "add hive tag",
  "remove hive tag",
  "extension request",
  "service request",
  "isolate network",
  "rejoin network",
  "seal",
  "unseal",
  "undelete sensor",
  "re-enroll",
  "wait",
  "start ai agent",
  "webhook reject",
];

/** What is wrong with a task's response rules by themselves. `command` is the task's, where it has one. */
export function responseFindings(
  response: readonly DeclaredResponse[],
  command: string | undefined,
  source: Source,
): Finding[] {
  return response.flatMap(({ detect, respond }, index) => {
    const path = ["response", index];
    return [
      ...(detect === undefined
        ? generatedFindings(command, path, source)
        : nodeFindings(detect, [...path, "detect"], source)),
      ...respond.flatMap((item, at) => actionFindings(item, [...path, "respond", at], source)),
    ];
  });
}

/** The event types that all rules of a task together listen to; undefined when one of them listens to any answer. */
export function eventsOf(response: readonly DeclaredResponse[]): string[] | undefined {
  const listening = response.map(({ detect }) => {
    const events = [detect?.["event"] ?? [], detect?.["events"] ?? []].flat();
    return events.filter((event) => typeof event === "string");
  });
  return listening.length === 0 || listening.some(({ length }) => length === 0)
    ? undefined
    : listening.flat();
}

function generatedFindings(command: string | undefined, path: Path, source: Source): Finding[] {
  if (command === undefined || answerEvents(command).length > 0) return [];
  return [
    {
      check: checks.responseNoAnswer,
      severity: "error",
      message: `Cannot generate detect for ${quoted(command.trim())}: no event that answers it carries the token`,
      fix: "Write detect yourself, or remove this rule",
      at: source.value(path),
    },
  ];
}

/** `and` and `or` combine rules, each of which is a node with an operator. */
function nodeFindings(node: Json, path: Path, source: Source): Finding[] {
  if (!isJsonObject(node) || typeof node["op"] !== "string") {
    return [incomplete(path, source, "it has no op", "Write the operator, for example: op: exists")];
  }
  const { op, rules } = node;
  if (op !== "and" && op !== "or") return [];
  if (!Array.isArray(rules)) {
    return [
      incomplete(path, source, `${quoted(op)} has no rules`, "Add rules: with the nodes that it combines"),
    ];
  }
  return rules.flatMap((rule: Json, index) => nodeFindings(rule, [...path, "rules", index], source));
}

function incomplete(path: Path, source: Source, state: string, fix: string): Finding {
  return {
    check: checks.responseNode,
    severity: "error",
    message: `Cannot evaluate ${pathText(path)}: ${state}`,
    fix,
    at: source.value(path),
  };
}

function actionFindings({ action }: JsonObject, path: Path, source: Source): Finding[] {
  if (typeof action !== "string" || actions.includes(action)) return [];
  const near = nearestName(action, actions);
  return [
    {
      check: checks.responseAction,
      severity: "warning",
      message: `${quoted(action)} is no action that the service documents`,
      fix: near === undefined ? "Check the name of the action" : `Write ${near} if that is meant`,
      at: source.value([...path, "action"]),
    },
  ];
}
