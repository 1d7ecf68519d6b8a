const digitsOf: { readonly [prefix: string]: RegExp } = {
  x: /^0x(_?[0-9a-f])+$/,
  b: /^0b(_?[01])+$/,
  o: /^0o(_?[0-7])+$/,
  "0": /^0(_?[0-7])+$/,
  "": /^(0|[1-9](_?[0-9])*)$/,
};

const smallest = -(2n ** 63n);
const largest = 2n ** 63n - 1n;

/**
 * Go's `strconv.ParseInt(text, 0, 64)`, the reading of values against integer fields (reference: selectors, 2.1):
 * a sign, the prefixes `0x 0b 0o 0`, and `_` between digits. Undefined where Go reports an error.
 */
export function parseGoInt(text: string): bigint | undefined {
  const digits = text.toLowerCase().replace(/^[+-]/, "");
  const prefix = /^0([xbo])/.exec(digits)?.[1] ?? (/^0./.test(digits) ? "0" : "");
  if (!digitsOf[prefix]?.test(digits)) return undefined;
  const plain = digits.replaceAll("_", "");
  const size = BigInt(prefix === "0" ? `0o${plain}` : plain);
  const value = text.startsWith("-") ? -size : size;
  return value < smallest || value > largest ? undefined : value;
}

const truths: ReadonlySet<string> = new Set(["1", "t", "T", "TRUE", "true", "True"]);
const untruths: ReadonlySet<string> = new Set(["0", "f", "F", "FALSE", "false", "False"]);

/** Go's `strconv.ParseBool`, the reading of values against boolean fields. Undefined where Go reports an error. */
export function parseGoBool(text: string): boolean | undefined {
  if (truths.has(text)) return true;
  return untruths.has(text) ? false : undefined;
}

const decimal = /^[+-]?(\d+(_\d+)*(\.(\d+(_\d+)*)?)?|\.\d+(_\d+)*)(e[+-]?\d+)?$/i;

/** Go's `strconv.ParseFloat(text, 64)` for decimal numbers, the reading of values against fractions. Undefined for anything else. */
export function parseGoFloat(text: string): number | undefined {
  return decimal.test(text) ? Number(text.replaceAll("_", "")) : undefined;
}
