/** What a comparison reads: names from the sensor downwards, `tags` or `tags`, `0`. Never empty. */
export interface FieldPath {
  readonly path: readonly string[];
  /** 1-based position in the text it was read from. */
  readonly column: number;
}

/**
 * How a value was written. `pointer`: in double quotes, beginning with a slash, which go-bexpr reads as a path and drops.
 * `hyphenated`: a bare word with a hyphen. `implied`: not at all, the `true` of a field that stands alone.
 */
export type Quote =
  | "bare"
  | "number"
  | "backtick"
  | "double"
  | "single"
  | "pointer"
  | "hyphenated"
  | "implied";

/** The right side of a comparison: text always; what it means depends on the type of the field it meets. */
export interface SelectorValue {
  readonly text: string;
  readonly quote: Quote;
  readonly column: number;
}

export type CompareOperator =
  | "=="
  | "!="
  | "in"
  | "not in"
  | "contains"
  | "not contains"
  | "matches"
  | "not matches";

export interface Comparison {
  readonly kind: "compare";
  readonly field: FieldPath;
  readonly operator: CompareOperator;
  readonly value: SelectorValue;
}

/** `is empty`, `is nil` and their negations. */
export interface StateTest {
  readonly kind: "state";
  readonly field: FieldPath;
  readonly state: "empty" | "nil";
  readonly negated: boolean;
}

/**
 * Names that a collection gives to what it walks over, as written: `as x` is `only`, `as i, x` is `index` and `value`.
 * A name that was written `_` is absent.
 */
export interface Binding {
  readonly only?: string;
  readonly index?: string;
  readonly value?: string;
}

/** `any tags as t { … }`: true for any, or for all, of the elements. */
export interface Quantified {
  readonly kind: "collection";
  readonly quantifier: "any" | "all";
  readonly field: FieldPath;
  readonly binding: Binding;
  readonly body: SelectorExpression;
}

/** Operands in the order they are evaluated; at least two, none of them of the same kind. */
export interface Chain {
  readonly kind: "and" | "or";
  readonly operands: readonly SelectorExpression[];
}

export interface Negation {
  readonly kind: "not";
  readonly operand: SelectorExpression;
}

/** `*`: every sensor of the organization, adapters included. */
export interface Everything {
  readonly kind: "everything";
}

/** A parsed selector, as plain data. */
export type SelectorExpression = Everything | Chain | Negation | Comparison | StateTest | Quantified;
