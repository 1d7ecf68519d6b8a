import { RE2JS } from "re2js";
import type { Json } from "../../model/json.js";
import { memberOf } from "../scene.js";
import { parseTime } from "./parse-time.js";
import { TemplateFailure } from "./syntax.js";

/** The modifiers that the vendor adds to gjson, and `@this` (reference: D&R data, gjson_modifiers). They throw TemplateFailure. */
export const modifiers: { readonly [name: string]: (value: Json, argument: Json) => Json } = {
  this: (value) => value,
  parsejson: (value) => JSON.parse(textOf(value)) as Json,
  extract: (value, argument) => extract(textOf(value), textOf(memberOf(argument, "re") ?? null)),
  parsetime: (value, argument) => parseTime(argument, value),
};

function textOf(value: Json): string {
  if (typeof value !== "string") throw new TemplateFailure("a modifier needs text where there is none");
  return value;
}

/** The named groups of the first match, by their names. */
function extract(text: string, pattern: string): Json {
  const expression = RE2JS.compile(pattern);
  const matcher = expression.matcher(text);
  if (!matcher.find()) return {};
  const names = Object.keys(expression.namedGroups());
  return Object.fromEntries(names.map((name) => [name, matcher.group(name) ?? null]));
}
