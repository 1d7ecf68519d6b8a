import { isJsonObject, type Json, type JsonObject } from "../model/json.js";
import { convertValue } from "./convert-value.js";

/** What becomes of one rule. `nothing`: it does not use the legacy service. */
export type RuleConversion =
  | { readonly result: "nothing" }
  | { readonly result: "converted"; readonly data: JsonObject; readonly items: readonly ConvertedItem[] }
  | { readonly result: "refused"; readonly reasons: readonly string[] };

/** One item of the response that was converted. */
export interface ConvertedItem {
  /** Its place in `respond`, from 0. */
  readonly index: number;
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** The service that became an extension, and the extension. */
const legacyService = "reliable-tasking";
const extension = "ext-reliable-tasking";

/**
 * Converts a rule's legacy service requests to extension requests, all or none; everything else of the rule stays as it is.
 * Field by field as the migration in the vendor's documentation means it: `inv_id` becomes `context`, and nothing is left out.
 */
export function convertRule(data: JsonObject): RuleConversion {
  const respond = data["respond"];
  if (!Array.isArray(respond)) return { result: "nothing" };
  const conversions = respond.map((item: Json, index) =>
    isLegacy(item) ? convertItem(item, index) : undefined,
  );
  const attempted = conversions.filter((conversion) => conversion !== undefined);
  if (attempted.length === 0) return { result: "nothing" };
  const reasons = attempted.flatMap((conversion) => ("reasons" in conversion ? conversion.reasons : []));
  if (reasons.length > 0) return { result: "refused", reasons };
  const items = attempted.flatMap((conversion) => ("after" in conversion ? [conversion] : []));
  const converted = respond.map(
    (item: Json, index) => items.find((each) => each.index === index)?.after ?? item,
  );
  return { result: "converted", data: { ...data, respond: converted }, items };
}

function isLegacy(item: Json): item is JsonObject {
  return isJsonObject(item) && item["action"] === "service request" && item["name"] === legacyService;
}

/** Actions of the service and the fields each one takes, with their names in the extension. */
const fieldNames: { readonly [field: string]: string } = {
  task: "task",
  sid: "sid",
  tag: "tag",
  selector: "selector",
  ttl: "ttl",
  task_id: "task_id",
  inv_id: "context",
  context: "context",
};
const fieldsOf: { readonly [action: string]: readonly string[] } = {
  task: ["task", "sid", "tag", "selector", "ttl", "inv_id", "context"],
  untask: ["sid", "tag", "selector", "task_id"],
  list: ["sid", "tag", "selector"],
};
const targets = ["sid", "tag", "selector"];

function convertItem(
  item: JsonObject,
  index: number,
): ConvertedItem | { readonly reasons: readonly string[] } {
  const { action: _action, name: _name, request, ...others } = item;
  const place = `respond[${index}]`;
  if (!isJsonObject(request)) return { reasons: [`${place} has no request`] };
  const { action, ...fields } = request;
  const known = typeof action === "string" && Object.hasOwn(fieldsOf, action) ? fieldsOf[action] : undefined;
  if (known === undefined)
    return {
      reasons: [
        `${place} asks for the action ${JSON.stringify(action ?? null)}, which the extension does not offer`,
      ],
    };
  const problems = requestProblems(action as string, fields, known);
  if (problems.length > 0) return { reasons: problems.map((problem) => `${place}: ${problem}`) };
  const converted = Object.entries(fields).map(
    ([field, value]) => [fieldNames[field] as string, convertValue(value)] as const,
  );
  const reasons = converted.flatMap(([field, value]) =>
    value.ok ? [] : [`${place}, ${field}: ${value.reason}`],
  );
  if (reasons.length > 0) return { reasons };
  const after = {
    action: "extension request",
    "extension name": extension,
    "extension action": action as string,
    "extension request": Object.fromEntries(
      converted.flatMap(([field, value]) => (value.ok ? [[field, value.value]] : [])),
    ),
    ...others,
  };
  return { index, before: item, after };
}

/** What makes a request unsafe to convert: fields nobody knows, no command, no target, or an untask that would empty queues. */
function requestProblems(action: string, fields: JsonObject, known: readonly string[]): string[] {
  const unknown = Object.keys(fields).filter((field) => !known.includes(field));
  const given = targets.filter((target) => fields[target] !== undefined);
  return [
    ...unknown.map((field) => `the field ${field} has no counterpart`),
    ...(fields["inv_id"] !== undefined && fields["context"] !== undefined
      ? ["it has inv_id and context"]
      : []),
    ...(action === "task" && fields["task"] === undefined ? ["it has no command"] : []),
    ...(action !== "list" && given.length !== 1
      ? [
          `it has ${given.length === 0 ? "no target" : `several targets (${given.join(", ")})`}; the extension takes one of sid, tag, selector`,
        ]
      : []),
    ...(action === "untask" && fields["task_id"] === undefined
      ? ["an untask without task_id would delete every queued task of its sensors"]
      : []),
  ];
}
