import type { Binding, CompareOperator } from "./expression.js";

/** A keyword as written, with its 1-based position. */
export interface Word {
  readonly text: string;
  readonly column: number;
}

/** A quoted text between its quotes, not yet unescaped. */
export interface RawLiteral {
  readonly quote: "backtick" | "double" | "single";
  readonly text: string;
  readonly column: number;
}

export interface RawField {
  readonly path: readonly (string | RawLiteral)[];
  readonly pointer: boolean;
  readonly column: number;
}

export type RawValue =
  | RawLiteral
  | { readonly quote: "number" | "hyphenated"; readonly text: string; readonly column: number }
  | { readonly quote: "bare" | "pointer"; readonly path: RawField["path"]; readonly column: number };

/** What the generated parser returns: the text as it is written, before any meaning (grammar: selector.peggy). */
export type Syntax =
  | { readonly kind: "everything" }
  | { readonly kind: "and" | "or"; readonly operands: readonly Syntax[]; readonly words: readonly Word[] }
  | { readonly kind: "not"; readonly word: Word; readonly operand: Syntax }
  | { readonly kind: "bare"; readonly field: RawField }
  | {
      readonly kind: "compare";
      readonly field: RawField;
      readonly operator: { readonly name: CompareOperator; readonly words: readonly Word[] };
      readonly value: RawValue;
    }
  | {
      readonly kind: "state";
      readonly field: RawField;
      readonly state: "empty" | "nil";
      readonly negated: boolean;
      readonly words: readonly Word[];
    }
  | {
      readonly kind: "collection";
      readonly quantifier: "any" | "all";
      readonly field: RawField;
      readonly binding: Binding;
      readonly body: Syntax;
    };
