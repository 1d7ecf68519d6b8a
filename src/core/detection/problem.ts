import type { Severity } from "../model/finding.js";

/** Way to a part of a rule: keys, and indexes of lists. */
export type RulePath = readonly (string | number)[];

/** Something wrong or doubtful in a rule, and where in it. */
export interface RuleProblem {
  readonly check: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fix: string;
  readonly at: RulePath;
}

/** A place in a rule as people say it: `detect.rules[1].op`. */
export function placeText(at: RulePath): string {
  return at.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}

/** A value as a message shows it: JSON, cut where it gets long or deep. */
export function shown(value: unknown): string {
  const text = preview(value, 3);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** The beginning of a value's JSON. */
function preview(value: unknown, depth: number): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 100));
  if (typeof value !== "object" || value === null) return String(value);
  if (depth === 0) return "…";
  if (Array.isArray(value)) {
    return `[${value
      .slice(0, 20)
      .map((item) => preview(item, depth - 1))
      .join(",")}]`;
  }
  const members = Object.entries(value).slice(0, 20);
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${preview(member, depth - 1)}`).join(",")}}`;
}

/** What kind of value it is, in words. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value === null) return "null";
  const words: { readonly [type: string]: string } = {
    string: "text",
    number: "a number",
    boolean: "a boolean",
  };
  return words[typeof value] ?? "a map";
}
