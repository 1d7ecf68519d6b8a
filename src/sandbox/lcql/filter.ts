import { RE2JS } from "re2js";
import type { Json, JsonObject } from "../../core/model/json.js";
import { LcqlError } from "./lcql-error.js";
import { type Token, tokenize } from "./tokens.js";
import { valuesAt } from "./values-at.js";

/** True for the records that a query wants. */
export type Filter = (record: JsonObject) => boolean;

/** Compares one value of a record with the query's text. */
type Comparison = (value: Json, wanted: string) => boolean;

const text = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));
const ordered =
  (holds: (difference: number) => boolean): Comparison =>
  (value, wanted) =>
    holds(Number(text(value)) - Number(wanted));

/** Every operator: its words, and whether one value holds. One line each. */
const operators: readonly (readonly [words: readonly string[], Comparison])[] = [
  [["=="], (value, wanted) => text(value) === wanted],
  [["is"], (value, wanted) => text(value) === wanted],
  [["contains"], (value, wanted) => text(value).includes(wanted)],
  [["starts", "with"], (value, wanted) => text(value).startsWith(wanted)],
  [["ends", "with"], (value, wanted) => text(value).endsWith(wanted)],
  [["matches"], (value, wanted) => pattern(wanted).matcher(text(value)).find()],
  [["<="], ordered((difference) => difference <= 0)],
  [[">="], ordered((difference) => difference >= 0)],
  [["<"], ordered((difference) => difference < 0)],
  [[">"], ordered((difference) => difference > 0)],
];

const patterns = new Map<string, RE2JS>();

/** A regular expression as Go reads it. Throws an LcqlError. */
function pattern(source: string): RE2JS {
  const known = patterns.get(source);
  if (known) return known;
  try {
    const compiled = RE2JS.compile(source);
    if (patterns.size > 1000) patterns.clear();
    patterns.set(source, compiled);
    return compiled;
  } catch {
    throw new LcqlError(`${source} is not a regular expression`);
  }
}

/** Parenthesis and `not` may nest this deep. */
const deepest = 100;

/** Reads the filter of a query; `*` wants everything. Throws an LcqlError. */
export function parseFilter(source: string): Filter {
  const reader = new Reader(tokenize(source));
  if (reader.takes("*") && reader.atEnd()) return () => true;
  const filter = disjunction(reader, 0);
  if (!reader.atEnd()) throw new LcqlError(`unexpected ${reader.shown()}`);
  return filter;
}

/** The tokens that are still to be read. */
class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  shown(): string {
    return this.#tokens[this.#at]?.text ?? "the end";
  }

  /** Takes these bare words if they come next. */
  takes(...words: readonly string[]): boolean {
    const fits = words.every((word, offset) => {
      const token = this.#tokens[this.#at + offset];
      return token !== undefined && !token.quoted && token.text.toLowerCase() === word;
    });
    if (fits) this.#at += words.length;
    return fits;
  }

  /** Takes the next token, whatever it is; `what` is what was expected. */
  next(what: string): Token {
    const token = this.#tokens[this.#at];
    if (!token) throw new LcqlError(`${what} is missing at the end`);
    this.#at += 1;
    return token;
  }
}

function disjunction(reader: Reader, depth: number): Filter {
  const sides = [conjunction(reader, depth)];
  while (reader.takes("or")) sides.push(conjunction(reader, depth));
  return (record) => sides.some((side) => side(record));
}

function conjunction(reader: Reader, depth: number): Filter {
  const sides = [condition(reader, depth)];
  while (reader.takes("and")) sides.push(condition(reader, depth));
  return (record) => sides.every((side) => side(record));
}

function condition(reader: Reader, depth: number): Filter {
  if (depth > deepest) throw new LcqlError("the filter is nested too deep");
  if (reader.takes("not")) {
    const inner = condition(reader, depth + 1);
    return (record) => !inner(record);
  }
  if (reader.takes("true")) return () => true;
  if (reader.takes("false")) return () => false;
  if (!reader.takes("(")) return comparison(reader);
  const inner = disjunction(reader, depth + 1);
  if (!reader.takes(")")) throw new LcqlError(`) is missing before ${reader.shown()}`);
  return inner;
}

function comparison(reader: Reader): Filter {
  const path = stepsOf(reader.next("a path").text);
  if (reader.takes("is", "set")) return (record) => valuesAt(record, path).length > 0;
  if (reader.takes("is", "not", "set")) return (record) => valuesAt(record, path).length === 0;
  const [compare, negated] = operator(reader);
  const wanted = reader.next("a value").text;
  if (compare === operators[5]?.[1]) pattern(wanted);
  return (record) => valuesAt(record, path).some((value) => compare(value, wanted)) !== negated;
}

/** Steps are parted by slashes; examples of the Go client also write `event.FILE_PATH`. */
const stepsOf = (path: string): readonly string[] =>
  path.split(!path.includes("/") && /^(event|routing|detect)\./.test(path) ? "." : "/");

/** An operator, and whether it is turned round: `!=`, `is not`, `not contains`. */
function operator(reader: Reader): readonly [Comparison, boolean] {
  const equals: Comparison = (value, wanted) => text(value) === wanted;
  if (reader.takes("!=") || reader.takes("is", "not")) return [equals, true];
  const negated = reader.takes("not");
  const found = operators.find(([words]) => reader.takes(...words));
  if (!found) throw new LcqlError(`unknown operator ${reader.shown()}`);
  return [found[1], negated];
}
