import { isJsonObject, type Json, type JsonObject } from "../model/json.js";
import type { Path } from "./source.js";

/** Whether a rule matches: yes, no, or it depends on more than the investigation id. */
export type Verdict = "yes" | "no" | "depends";

/** A literal that a rule compares the investigation id with. */
export interface Literal {
  readonly op: "is" | "contains" | "starts with" | "ends with";
  readonly value: string;
  readonly caseSensitive: boolean;
}

/** A node that looks at the investigation id; `literal` when it compares it with one. */
export interface InvestigationNode {
  readonly path: Path;
  readonly literal: Literal | undefined;
}

const comparisons: { readonly [op in Literal["op"]]: (id: string, value: string) => boolean } = {
  is: (id, value) => id === value,
  contains: (id, value) => id.includes(value),
  "starts with": (id, value) => id.startsWith(value),
  "ends with": (id, value) => id.endsWith(value),
};

const isLiteralOp = (op: Json | undefined): op is Literal["op"] =>
  typeof op === "string" && Object.hasOwn(comparisons, op);

/** Parameters that change what a comparison means; with them it is not judged here. */
const modifiers = ["length of", "file name", "sub domain", "count"];
/** Parameters that ask for more than the node's own comparison. */
const furtherConditions = ["times", "with child", "with descendant", "with events"];

/** True for a node that looks at the investigation id, whatever it does with it. */
function readsInvestigationId({ path }: JsonObject): boolean {
  return typeof path === "string" && path.replace(/^\//, "") === "routing/investigation_id";
}

/** The literal of a node that compares the investigation id with one; undefined for any other node. */
function literalOf(node: JsonObject): Literal | undefined {
  const { op, value } = node;
  if (!readsInvestigationId(node) || !isLiteralOp(op) || typeof value !== "string") return undefined;
  const templated = /<<|\[\[|\{\{/.test(value);
  if (templated || modifiers.some((modifier) => modifier in node)) return undefined;
  return { op, value, caseSensitive: node["case sensitive"] !== false };
}

/** Whether a rule's condition matches answers with this investigation id, as far as the id decides it. */
export function verdictOf(detect: JsonObject, id: string): Verdict {
  if ("target" in detect && detect["target"] !== "edr") return "depends";
  const { event: _event, events: _events, ...node } = detect;
  return judged(node, id);
}

function judged(node: Json, id: string): Verdict {
  if (!isJsonObject(node)) return "depends";
  const own = ownVerdict(node, id);
  const asksMore = "event" in node || "events" in node || furtherConditions.some((key) => key in node);
  if (asksMore && (own === "yes" || node["not"] === true)) return "depends";
  return node["not"] === true ? inverse[own] : own;
}

const inverse = { yes: "no", no: "yes", depends: "depends" } as const;

function ownVerdict(node: JsonObject, id: string): Verdict {
  const { op, rules } = node;
  if ((op === "and" || op === "or") && Array.isArray(rules)) {
    const verdicts = rules.map((rule: Json) => judged(rule, id));
    const decisive = op === "and" ? "no" : "yes";
    if (verdicts.includes(decisive)) return decisive;
    return verdicts.includes("depends") ? "depends" : inverse[decisive];
  }
  const literal = literalOf(node);
  return literal === undefined ? "depends" : compared(literal, id);
}

function compared({ op, value, caseSensitive }: Literal, id: string): Verdict {
  const fold = (text: string) => (caseSensitive ? text : text.toLowerCase());
  return comparisons[op](fold(id), fold(value)) ? "yes" : "no";
}

/** The nodes of a condition that look at the investigation id or cannot be judged, with their paths inside it. */
export function* investigationNodes(node: Json, path: Path = []): Generator<InvestigationNode> {
  if (!isJsonObject(node)) return;
  const combines = node["op"] === "and" || node["op"] === "or";
  const rules = listOf(node["rules"]);
  if (readsInvestigationId(node) || (combines && rules.length === 0))
    yield { path, literal: literalOf(node) };
  for (const [index, rule] of rules.entries()) {
    yield* investigationNodes(rule, [...path, "rules", index]);
  }
}

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

/**
 * Texts of which every matching investigation id contains one, in lower case; undefined when ids without any of them can match.
 * They make it unnecessary to compare every rule with every token.
 */
export function neededTexts(node: Json): readonly string[] | undefined {
  if (!isJsonObject(node) || node["not"] === true) return undefined;
  const literal = literalOf(node);
  if (literal !== undefined) return [literal.value.toLowerCase()];
  const needed = listOf(node["rules"]).map(neededTexts);
  if (node["op"] === "and") return needed.find((texts) => texts !== undefined);
  if (node["op"] !== "or" || needed.length === 0) return undefined;
  return needed.every((texts) => texts !== undefined) ? needed.flat() : undefined;
}
