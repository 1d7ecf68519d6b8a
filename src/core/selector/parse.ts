import { remembered } from "../model/remembered.js";
import type { SelectorExpression } from "./expression.js";
import { fromSyntax } from "./from-syntax.js";
import { parse } from "./generated/selector.js";
import { knownMistake } from "./mistakes.js";
import { readPlain } from "./plain/read-plain.js";
import type { Explanation, Stop } from "./quoting-mistakes.js";
import type { SelectorProblem } from "./problem.js";
import type { Syntax } from "./syntax.js";

export type ParsedSelector =
  | {
      readonly ok: true;
      readonly expression: SelectorExpression;
      readonly warnings: readonly SelectorProblem[];
    }
  | { readonly ok: false; readonly problem: SelectorProblem };

/** Parentheses, braces and `not` inside one another; deeper text is refused before it exhausts the stack. */
const deepest = 200;

/**
 * Reads a selector: everything stock go-bexpr accepts, with its meaning there, and what LimaCharlie publishes besides,
 * with a warning each (reference: selectors, 2.3). Remembers what it read lately. Never throws; the problem points at the column where reading stopped.
 */
export const parseSelector = remembered(40_000, parseAnew);

function parseAnew(text: string): ParsedSelector {
  const plain = readPlain(text);
  if (plain !== undefined) return meaning(plain);
  if (text.length > deepest && nesting(text) > deepest) return { ok: false, problem: tooDeep };
  try {
    return meaning(parse(text) as Syntax);
  } catch (error) {
    return { ok: false, problem: explain(text, error as SyntaxFailure) };
  }
}

const noWarnings: readonly SelectorProblem[] = [];

function meaning(syntax: Syntax): ParsedSelector {
  const problems: SelectorProblem[] = [];
  const expression = fromSyntax(syntax, problems);
  if (problems.length === 0) return { ok: true, expression, warnings: noWarnings };
  const sorted = problems.toSorted((a, b) => a.column - b.column);
  const problem = sorted.find(({ severity }) => severity === "error");
  return problem ? { ok: false, problem } : { ok: true, expression, warnings: sorted };
}

const tooDeep: SelectorProblem = {
  check: "selector/too-deep",
  severity: "error",
  message: `Cannot read the selector: more than ${deepest} parentheses or nots inside one another`,
  column: 1,
  fix: "write it flat",
};

/** How deep parentheses, braces and nots go, outside quotes. */
function nesting(text: string): number {
  const open: number[] = [];
  let [inside, nots, most] = [0, 0, 0];
  for (const [token] of text.matchAll(/`[^`]*`?|"[^"]*"?|'[^']*'?|[(){}]|[^\s(){}`"']+/g)) {
    if (/^not$/i.test(token)) {
      nots += 1;
    } else if (token === "(" || token === "{") {
      open.push(nots + 1);
      inside += nots + 1;
      nots = 0;
    } else {
      if (token === ")" || token === "}") inside -= open.pop() ?? 0;
      nots = 0;
    }
    most = Math.max(most, inside + nots);
  }
  return most;
}

/** What the generated parser says of the place where it stopped. */
interface SyntaxFailure {
  readonly location: { readonly start: { readonly offset: number } };
  readonly expected: readonly Expectation[];
}

interface Expectation {
  readonly type: string;
  readonly text?: string;
  readonly description?: string;
}

function explain(text: string, { location, expected }: SyntaxFailure): SelectorProblem {
  const { offset } = location.start;
  const stop = { text, offset };
  return { severity: "error", column: offset + 1, ...(knownMistake(stop) ?? unexpected(stop, expected)) };
}

function unexpected({ text, offset }: Stop, expected: readonly Expectation[]): Explanation {
  const names = new Set(expected.map((each) => each.text ?? each.description ?? "a digit"));
  const found = offset === text.length ? "the end" : JSON.stringify(wordAt(text, offset));
  return {
    check: "selector/syntax",
    message: `Cannot read the selector: ${found} stands where ${expectation(names)} should`,
    fix: "compare fields with values, join with and and or, and put values in back-ticks",
  };
}

/** The word that begins at a place, or the one character there. */
function wordAt(text: string, offset: number): string {
  const length = text.slice(offset).search(/\W|$/);
  return length > 0
    ? text.slice(offset, offset + length)
    : Array.from(text.slice(offset, offset + 2))
        .slice(0, 1)
        .join("");
}

/** What could have stood there, in the words of the language rather than of its grammar. */
function expectation(names: ReadonlySet<string>): string {
  if (names.has("(")) return "a comparison";
  if (names.has("a number")) return "a value";
  if (names.has("==")) return "an operator";
  if (names.has("the end")) return "and, or, or the end";
  const literal = [...names].filter((name) => !/^([.[]|[A-Z]+|white space)$/.test(name));
  return literal.length > 0 ? literal.join(" or ") : "a space";
}
