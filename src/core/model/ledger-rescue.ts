import { isJsonObject, type Json, type JsonObject } from "./json.js";
import type { Ledger } from "./ledger.js";
import { ruleCheck, taskCheck } from "./ledger-checks.js";
import type { Check } from "./structure.js";

/** What is whole and what is broken in a document that cannot be used. Nothing is repaired. */
export interface Rescue {
  /** Names of tasks whose rows are whole, sorted. */
  readonly tasks: readonly string[];
  /** Keys of rules whose rows are whole, sorted. */
  readonly rules: readonly string[];
  /** What is wrong with each row that is not. */
  readonly damaged: readonly string[];
  /** As the document says it, where it still does. */
  readonly serial?: number;
}

/** Looks row by row through a stored text; undefined when it is no JSON object, so that no row can be told from another. */
export function rescue(stored: string): Rescue | undefined {
  const document = parse(stored);
  if (document === undefined) return undefined;
  const { serial } = document;
  const tasks = sorted(document["tasks"], taskCheck, "tasks");
  const rules = sorted(document["rules"], ruleCheck, "rules");
  return {
    tasks: tasks.whole,
    rules: rules.whole,
    damaged: [...tasks.damaged, ...rules.damaged],
    ...(typeof serial === "number" ? { serial } : {}),
  };
}

function parse(stored: string): JsonObject | undefined {
  try {
    const value: Json = JSON.parse(stored);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function sorted(
  rows: Json | undefined,
  check: Check,
  what: string,
): { readonly whole: string[]; readonly damaged: string[] } {
  if (!isJsonObject(rows))
    return { whole: [], damaged: [`${what} is not an object: all of its rows are lost`] };
  const looked = Object.entries(rows).map(([name, row]) => ({
    name,
    problem: check(row, `${what}[${JSON.stringify(name)}]`),
  }));
  return {
    whole: looked.flatMap(({ name, problem }) => (problem === undefined ? [name] : [])).toSorted(),
    damaged: looked.flatMap(({ problem }) => problem ?? []),
  };
}

/** The rows that are whole, as they are; undefined when none can be told from another. */
export function wholeRows(
  stored: string,
): (Pick<Ledger, "tasks" | "rules"> & { readonly ledgerId?: string }) | undefined {
  const document = parse(stored);
  if (document === undefined) return undefined;
  const { ledgerId } = document;
  return {
    tasks: passing(document["tasks"], taskCheck) as unknown as Ledger["tasks"],
    rules: passing(document["rules"], ruleCheck) as unknown as Ledger["rules"],
    ...(typeof ledgerId === "string" && ledgerId !== "" ? { ledgerId } : {}),
  };
}

function passing(rows: Json | undefined, check: Check): JsonObject {
  if (!isJsonObject(rows)) return {};
  return Object.fromEntries(Object.entries(rows).filter(([name, row]) => check(row, name) === undefined));
}
