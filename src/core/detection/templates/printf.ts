import { utf8Bytes } from "../utf8.js";
import { printed, type TemplateValue } from "./go-format.js";
import { TemplateFailure } from "./syntax.js";

const hex = (value: TemplateValue): string =>
  typeof value === "number"
    ? value.toString(16)
    : utf8Bytes(printed(value))
        .map((byte) => byte.toString(16).padStart(2, "0"))
        .join("");

const verbs: { readonly [verb: string]: (value: TemplateValue) => string } = {
  v: printed,
  s: printed,
  d: printed,
  t: printed,
  q: (value) => JSON.stringify(printed(value)),
  x: hex,
  X: (value) => hex(value).toUpperCase(),
  f: (value) => Number(value).toFixed(6),
};

/** Go's `fmt.Sprintf` for plain verbs; widths and flags are not rendered offline. Throws TemplateFailure. */
export function printf(format: string, values: readonly TemplateValue[]): string {
  let next = 0;
  const text = format.replace(/%(.?)/gsu, (all, verb: string) => {
    if (verb === "%") return "%";
    const write = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
    if (!write) throw new TemplateFailure(`the format ${JSON.stringify(all)} is not rendered offline`);
    const value = values[next];
    next += 1;
    if (next > values.length) throw new TemplateFailure("printf has fewer values than its format");
    return write(value);
  });
  if (next < values.length) throw new TemplateFailure("printf has more values than its format");
  return text;
}
