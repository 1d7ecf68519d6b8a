import type { Variables } from "./configuration.js";
import { isJsonObject, type Json } from "./json.js";
import { mayHaveText } from "./may-have-text.js";

/** What a variable can be called: in `vars`, and in `${{ vars.name }}`. */
export const variableNamePattern = "[A-Za-z][A-Za-z0-9_]{0,63}";

/** `${{` in a text: a variable that is put in, or something else that nobody puts in. */
export interface Opening {
  /** Undefined when it is not `${{ vars.name }}`. */
  readonly name: string | undefined;
  /** 0-based, in UTF-16 units. */
  readonly index: number;
  readonly length: number;
}

const opening = "${{";
const reference = new RegExp(`\\$\\{\\{ *vars\\.(${variableNamePattern}) *\\}\\}`, "y");

/** Every `${{` of a text, in its order. */
export function openingsIn(text: string): Opening[] {
  const found: Opening[] = [];
  for (let index = text.indexOf(opening); index >= 0; index = text.indexOf(opening, index)) {
    reference.lastIndex = index;
    const match = reference.exec(text);
    const length = match?.[0].length ?? opening.length;
    found.push({ name: match?.[1], index, length });
    index += length;
  }
  return found;
}

/** A text with each variable replaced by what `put` says. Other text, `${{` of something else included, stays as it is. */
export function replaceVariables(text: string, put: (name: string, nth: number) => string): string {
  let end = 0;
  let rendered = "";
  for (const [nth, { name, index, length }] of openingsIn(text).entries()) {
    rendered +=
      text.slice(end, index) + (name === undefined ? text.slice(index, index + length) : put(name, nth));
    end = index + length;
  }
  return rendered + text.slice(end);
}

/**
 * A text with the values of its variables put in as they are. Throws a RangeError for a variable that is not there, and for a result
 * that has `${{` in it: nothing is ever put in twice, and nothing is left.
 */
export function renderText(text: string, vars: Variables): string {
  const rendered = replaceVariables(text, (name) => {
    const value = valueOf(vars, name);
    if (value === undefined) throw new RangeError(`Cannot put in vars.${name}: there is no such variable`);
    return value;
  });
  if (rendered.includes(opening)) throw new RangeError(`Cannot put variables into ${text}: \${{ is left`);
  return rendered;
}

/** The value of a variable; undefined when there is none. Safe for names such as `constructor`. */
export function valueOf(vars: Variables, name: string): string | undefined {
  return Object.hasOwn(vars, name) ? vars[name] : undefined;
}

/** False when no text of a value has `${{` in it. */
export const mayHaveOpenings = (value: Json): boolean => mayHaveText(value, hasOpening);

const hasOpening = (text: string): boolean => text.includes(opening);

/** Every text of a value: its way from the root, and what it says. Keys of mappings are none. */
export function* textsIn(value: Json, path: readonly (string | number)[] = []): Generator<TextAt> {
  if (typeof value === "string") yield { path, text: value };
  else if (isList(value)) for (const [index, item] of value.entries()) yield* textsIn(item, [...path, index]);
  else if (isJsonObject(value))
    for (const [key, member] of Object.entries(value)) yield* textsIn(member, [...path, key]);
}

/** A text inside a value. */
interface TextAt {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/** The same value with each of its texts replaced. */
export function mapTexts<T>(value: T, replace: (text: string) => string): T;
export function mapTexts(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === "string") return replace(value);
  if (Array.isArray(value)) return value.map((item: unknown) => mapTexts(item, replace));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mapTexts(member, replace)]));
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
