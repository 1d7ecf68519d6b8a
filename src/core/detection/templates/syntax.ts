import type { Json } from "../../model/json.js";

/** A part of a template. */
export type TemplateNode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "output"; readonly pipeline: Pipeline }
  | {
      readonly kind: "if" | "with" | "range";
      readonly pipeline: Pipeline;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    };

/** Commands whose results go on as the last argument of the next. */
export interface Pipeline {
  /** Variables that take the result: one, or for `range` two. */
  readonly variables: readonly string[];
  /** `:=` makes variables, `=` changes them. */
  readonly declares: boolean;
  readonly commands: readonly Command[];
}

/** A function with its arguments, or a single value. */
export interface Command {
  readonly operands: readonly [Operand, ...Operand[]];
}

export type Operand =
  | { readonly kind: "literal"; readonly value: Json }
  | { readonly kind: "function"; readonly name: string }
  /** `.a.b`, `$x.a`, `(pipeline).a`: fields of a value. */
  | { readonly kind: "dot"; readonly fields: readonly string[] }
  | { readonly kind: "variable"; readonly name: string; readonly fields: readonly string[] }
  | { readonly kind: "group"; readonly pipeline: Pipeline; readonly fields: readonly string[] };

/** Why a template cannot be read or rendered. */
export class TemplateFailure extends Error {
  override readonly name = "TemplateFailure";
}
