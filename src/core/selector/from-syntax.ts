import type { FieldPath, SelectorExpression, SelectorValue } from "./expression.js";
import type { SelectorProblem } from "./problem.js";
import type { RawField, RawLiteral, RawValue, Syntax, Word } from "./syntax.js";
import { rawText, unquote } from "./unquote.js";

type SyntaxChain = Extract<Syntax, { kind: "and" | "or" }>;

/**
 * The meaning of what was written. Adds a warning to `problems` for each spelling that only LimaCharlie publishes, and an error
 * for each literal that Go cannot unescape.
 */
export function fromSyntax(syntax: Syntax, problems: SelectorProblem[]): SelectorExpression {
  switch (syntax.kind) {
    case "everything":
      return { kind: "everything" };
    case "and":
    case "or":
      return chain(syntax, problems);
    case "not":
      shouted([syntax.word], problems);
      return negate(fromSyntax(syntax.operand, problems));
    case "bare":
      return bareField(syntax.field, problems);
    case "compare":
      shouted(syntax.operator.words, problems);
      return {
        kind: "compare",
        field: fieldPath(syntax.field, problems),
        operator: syntax.operator.name,
        value: selectorValue(syntax.value, problems),
      };
    case "state": {
      shouted(syntax.words, problems);
      return {
        kind: "state",
        field: fieldPath(syntax.field, problems),
        state: syntax.state,
        negated: syntax.negated,
      };
    }
    case "collection": {
      const { quantifier, field, binding, body } = syntax;
      return {
        kind: "collection",
        quantifier,
        field: fieldPath(field, problems),
        binding,
        body: fromSyntax(body, problems),
      };
    }
  }
}

/** Operands joined by one word; those that are such a chain themselves are parts of this one. */
function chain({ kind, operands, words }: SyntaxChain, problems: SelectorProblem[]): SelectorExpression {
  const flat: SelectorExpression[] = [];
  for (const each of operands) {
    const operand = fromSyntax(each, problems);
    if (operand.kind !== kind) flat.push(operand);
    else for (const inner of operand.operands) flat.push(inner);
  }
  shouted(words, problems);
  return { kind, operands: flat };
}

/** `not not x` is `x`, and `not isolated` is `isolated == false`. */
function negate(operand: SelectorExpression): SelectorExpression {
  if (operand.kind === "not") return operand.operand;
  if (operand.kind === "compare" && operand.value.quote === "implied") {
    return {
      ...operand,
      value: { ...operand.value, text: operand.value.text === "true" ? "false" : "true" },
    };
  }
  return { kind: "not", operand };
}

function bareField(field: RawField, problems: SelectorProblem[]): SelectorExpression {
  const { path, column } = fieldPath(field, problems);
  const name = path.join(".");
  problems.push({
    check: "selector/bare-field",
    severity: "warning",
    message: `${name} stands alone: LimaCharlie publishes it, stock go-bexpr refuses it`,
    column,
    fix: `write ${name} == true, or == false where it is negated`,
  });
  const value = { text: "true", quote: "implied", column } as const;
  return { kind: "compare", field: { path, column }, operator: "==", value };
}

function selectorValue(raw: RawValue, problems: SelectorProblem[]): SelectorValue {
  const { column } = raw;
  switch (raw.quote) {
    case "bare":
      return { text: steps(raw.path, problems).join("."), quote: "bare", column };
    case "pointer":
      return { text: pointerPath(raw.path, problems).join("/"), quote: "pointer", column };
    case "number":
      return { text: raw.text, quote: "number", column };
    case "hyphenated":
      problems.push({
        check: "selector/bare-hyphen",
        severity: "warning",
        message: `${raw.text} has a hyphen and no quotes: stock go-bexpr refuses it`,
        column,
        fix: `write \`${raw.text}\``,
      });
      return { text: raw.text, quote: "hyphenated", column };
    default:
      return { text: literalText(raw, problems), quote: raw.quote, column };
  }
}

function fieldPath(field: RawField, problems: SelectorProblem[]): FieldPath {
  const path = field.pointer ? pointerPath(field.path, problems) : steps(field.path, problems);
  return { path, column: field.column };
}

/** The steps of a path, literals unescaped. */
function steps(path: RawField["path"], problems: SelectorProblem[]): readonly string[] {
  if (areWords(path)) return path;
  return path.map((step) => (typeof step === "string" ? step : literalText(step, problems)));
}

const areWords = (path: RawField["path"]): path is readonly string[] =>
  path.every((step) => typeof step === "string");

/** The steps of a JSON pointer; `""` has one step, the empty name. */
function pointerPath(path: RawField["path"], problems: SelectorProblem[]): string[] {
  if (path.length === 0) return [""];
  return steps(path, problems).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function literalText(literal: RawLiteral, problems: SelectorProblem[]): string {
  if (literal.quote === "backtick") return rawText(literal.text);
  const unquoted = unquote(literal);
  if (!unquoted.ok) {
    problems.push({
      check: "selector/escape",
      severity: "error",
      message: `Cannot read the value: ${unquoted.message}`,
      column: literal.column + 1 + unquoted.offset,
      fix: "put the value in back-ticks, where nothing needs escaping",
    });
    return "";
  }
  if (literal.quote === "single") problems.push(singleQuoted(literal, unquoted.text));
  return unquoted.text;
}

function singleQuoted(literal: RawLiteral, text: string): SelectorProblem {
  return {
    check: "selector/single-quotes",
    severity: "warning",
    message: "single quotes: LimaCharlie publishes them, stock go-bexpr refuses them",
    column: literal.column,
    fix: `write \`${text}\``,
  };
}

/** Warns of keywords in capitals. */
function shouted(words: readonly Word[], problems: SelectorProblem[]): void {
  for (const { text, column } of words) {
    if (text === text.toLowerCase()) continue;
    problems.push({
      check: "selector/capital-keyword",
      severity: "warning",
      message: `${text} in capitals: stock go-bexpr refuses it`,
      column,
      fix: `write ${text.toLowerCase()}`,
    });
  }
}
