import { isJsonObject, type Json, type JsonObject } from "../model/json.js";
import type { Path } from "./source.js";

/** A node that looks at the investigation id; `literal` when it compares it with one. */
export interface InvestigationNode {
  readonly path: Path;
  readonly literal: string | undefined;
}

/** Operators that compare with one text, of which every matching value has the text in it. */
const literalOps: ReadonlySet<unknown> = new Set(["is", "contains", "starts with", "ends with"]);

/** Parameters that change what a comparison means; with them it is not judged here. */
const modifiers = ["length of", "file name", "sub domain", "count"];

/** True for a node that looks at the investigation id, whatever it does with it. */
function readsInvestigationId({ path }: JsonObject): boolean {
  return typeof path === "string" && path.replace(/^\//, "") === "routing/investigation_id";
}

/** The text that a node compares the investigation id with; undefined for any other node. */
function literalOf(node: JsonObject): string | undefined {
  const { op, value } = node;
  if (!readsInvestigationId(node) || !literalOps.has(op) || typeof value !== "string") return undefined;
  const changed = /<<|\[\[|\{\{/.test(value) || modifiers.some((modifier) => modifier in node);
  return changed ? undefined : value;
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
  if (literal !== undefined) return [literal.toLowerCase()];
  const needed = listOf(node["rules"]).map(neededTexts);
  if (node["op"] === "and") return needed.find((texts) => texts !== undefined);
  if (node["op"] !== "or" || needed.length === 0) return undefined;
  return needed.every((texts) => texts !== undefined) ? needed.flat() : undefined;
}
