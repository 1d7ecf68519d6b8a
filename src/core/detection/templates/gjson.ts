import type { Json } from "../../model/json.js";
import { isMap } from "../scene.js";
import type { Doubts } from "./template-function.js";
import { modifiers } from "./gjson-modifiers.js";

/** A step of a path: a key or number, `#` for the elements of a list, or a modifier. */
interface Step {
  readonly text: string;
  /** It came behind `|`: it is applied to the whole result, not to each element. */
  readonly piped: boolean;
}

const unsupported =
  "this selector uses what is not rendered offline (queries, wildcards, or a modifier that is not documented)";

/** The value that a path of gjson selects; null where it selects nothing. Adds a doubt for what is not rendered offline. */
export function selectGjson(path: string, data: Json, doubts: Doubts): Json {
  const steps = stepsOf(path);
  if (steps === undefined) {
    doubts.add(unsupported);
    return null;
  }
  return follow(steps, data, doubts) ?? null;
}

/** Cuts a path at dots and pipes; a modifier's argument is JSON and is kept whole. Undefined for queries and wildcards. */
function stepsOf(path: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  let rest = path;
  let piped = true;
  while (rest !== "") {
    const modifier = /^@\w+/.exec(rest)?.[0];
    const text = modifier ? `${modifier}${argumentOf(rest.slice(modifier.length))}` : keyOf(rest);
    if (!modifier && /[*?(]/.test(text.replace(/\\./gs, ""))) return undefined;
    steps.push({ text: modifier ? text : text.replace(/\\(.)/gs, "$1"), piped });
    piped = rest[text.length] === "|";
    rest = rest.slice(text.length + 1);
  }
  return steps;
}

/** Up to the next dot or pipe that is not escaped. */
const keyOf = (rest: string): string => beginning(/^(?:\\.|[^.|\\])*/s, rest);

/** What a pattern that always matches finds. */
const beginning = (pattern: RegExp, text: string): string => (pattern.exec(text) as RegExpExecArray)[0];

/** `:` and a JSON value, or nothing. */
function argumentOf(rest: string): string {
  if (!rest.startsWith(":")) return "";
  if (!/^:[{["]/.test(rest)) return beginning(/^:[^.|]*/, rest);
  let depth = 0;
  for (const { 0: part, index } of rest.matchAll(/"(?:\\.|[^"\\])*"|[{}[\]]/gs)) {
    if (part === "{" || part === "[") depth += 1;
    else if (part === "}" || part === "]") depth -= 1;
    if (depth === 0) return rest.slice(0, index + part.length);
  }
  return rest;
}

function follow(steps: readonly Step[], value: Json | undefined, doubts: Doubts): Json | undefined {
  const [step, ...others] = steps;
  if (step === undefined || value === undefined) return value;
  if (step.text.startsWith("@")) return follow(others, modify(step.text, value, doubts), doubts);
  if (step.text === "#" && Array.isArray(value)) return ofElements(others, value, doubts);
  return follow(others, child(value, step.text), doubts);
}

/** `#` alone is the number of elements, `#.key` the key of each. */
function ofElements(steps: readonly Step[], list: readonly Json[], doubts: Doubts): Json | undefined {
  const [next] = steps;
  if (next === undefined || next.piped) return follow(steps, list.length, doubts);
  const end = steps.findIndex(({ piped }, index) => index > 0 && piped);
  const each = end < 0 ? steps : steps.slice(0, end);
  const selected = list.map((item) => follow(each, item, doubts)).filter((item) => item !== undefined);
  return follow(end < 0 ? [] : steps.slice(end), selected, doubts);
}

function child(value: Json, key: string): Json | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(key) ? (value[Number(key)] as Json | undefined) : undefined;
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function modify(text: string, value: Json, doubts: Doubts): Json | undefined {
  const name = text.slice(1).replace(/:.*$/s, "");
  const argument = text.slice(name.length + 2);
  const modifier = Object.hasOwn(modifiers, name) ? modifiers[name] : undefined;
  if (modifier) return modifier(value, argument === "" ? null : (JSON.parse(argument) as Json));
  doubts.add(unsupported);
  return undefined;
}
