import { isJsonObject, type Json } from "./json.js";

/** Looks at a value at a path; tells what is wrong there, or undefined when nothing is. */
export type Check = (value: Json, path: string) => string | undefined;

/** An object with these members. Others are let through: a newer program of the same format may have put them there. */
export function members(required: Members, optional: Members = {}): Check {
  const all = [
    ...Object.entries(required).map(([name, check]) => ({ name, check, needed: true })),
    ...Object.entries(optional).map(([name, check]) => ({ name, check, needed: false })),
  ];
  return (value, path) => {
    if (!isJsonObject(value)) return `${path} is not an object`;
    for (const { name, check, needed } of all) {
      const member = Object.hasOwn(value, name) ? value[name] : undefined;
      if (member === undefined && needed) return `${path}.${name} is missing`;
      const problem = member === undefined ? undefined : check(member, `${path}.${name}`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

/** The checks of an object's members by their names. */
export interface Members {
  readonly [name: string]: Check;
}

/** An object whose every value passes; its keys are free. */
export function mapOf(check: Check): Check {
  return (value, path) => {
    if (!isJsonObject(value)) return `${path} is not an object`;
    for (const [key, item] of Object.entries(value)) {
      const problem = check(item, `${path}[${JSON.stringify(key)}]`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

/** A list whose every item passes. */
export function listOf(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return `${path} is not a list`;
    const items: readonly Json[] = value;
    for (const [index, item] of items.entries()) {
      const problem = check(item, `${path}[${index}]`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

/** Passes what any of the checks passes; else tells the last one's problem. */
export function anyOf(...checks: readonly Check[]): Check {
  return (value, path) => {
    const problems = checks.map((check) => check(value, path));
    return problems.includes(undefined) ? undefined : problems.at(-1);
  };
}

/** One of these texts. */
export const oneOf =
  (...texts: readonly string[]): Check =>
  (value, path) =>
    texts.some((each) => each === value) ? undefined : `${path} is none of ${texts.join(", ")}`;

const typed =
  (what: string, passes: (value: Json) => boolean): Check =>
  (value, path) =>
    passes(value) ? undefined : `${path} is not ${what}`;

export const text = typed("text", (value) => typeof value === "string");
export const filledText = typed(
  "text with something in it",
  (value) => typeof value === "string" && value !== "",
);
export const flag = typed("true or false", (value) => typeof value === "boolean");
export const yes = typed("true", (value) => value === true);
export const time = typed("a time", (value) => typeof value === "number");
export const wholeNumber = typed(
  "a whole number of at least 0",
  (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0,
);
export const anything: Check = () => undefined;
