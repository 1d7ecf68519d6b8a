import type { Severity } from "../../model/finding.js";
import type { CompareOperator, Quote, SelectorExpression } from "../expression.js";
import { type ComparedPlace, isCompared, type Place } from "../places.js";
import type { SelectorProblem } from "../problem.js";

/** What a check is. `about` says why it matters; the pages of docs/checks.md are made of it. */
interface Described {
  readonly check: string;
  /** The severities it can have. */
  readonly severities: readonly Severity[];
  readonly about: string;
}

/** One thing the linter looks for in a selector as a whole. */
export interface WholeCheck extends Described {
  run(expression: SelectorExpression, places: readonly Place[]): readonly SelectorProblem[];
}

/** One thing the linter looks for in each part of a selector that reads a field. */
export interface PlaceCheck extends Described {
  /** True for the forms in which a part can be wrong; in all others it is not looked at. */
  readonly concerns: (form: Form) => boolean;
  readonly judge: (place: Place) => readonly SelectorProblem[];
}

export type SelectorCheck = WholeCheck | PlaceCheck;

/** What is asked of a field. */
export type Operator = CompareOperator | "is empty" | "is nil" | "any" | "all";

/** How a part of a selector is made, whatever its field is called and whatever the value says. */
export interface Form {
  readonly operator: Operator;
  readonly type: Place["type"];
  /** How the value is written; undefined where there is none. */
  readonly quote: Quote | undefined;
}

/** The operator of a part. */
export function operatorOf(node: Place["node"]): Operator {
  if (node.kind === "compare") return node.operator;
  if (node.kind === "collection") return node.quantifier;
  return node.state === "empty" ? "is empty" : "is nil";
}

/** A problem of a place, without the name of the check. */
export type Remark = Omit<SelectorProblem, "check">;

type Judged<P, R> = Described &
  Pick<PlaceCheck, "concerns"> & { readonly judge: (place: P) => R | undefined };

const nothing: readonly SelectorProblem[] = [];

/** A check that says one thing of a part at most. */
export function placeCheck({ judge, ...described }: Judged<Place, Remark>): PlaceCheck {
  const { check } = described;
  return {
    ...described,
    judge: (place) => {
      const remark = judge(place);
      return remark === undefined ? nothing : [{ check, ...remark }];
    },
  };
}

/** A check that says one thing of a comparison at most. */
export function comparisonCheck({ judge, ...described }: Judged<ComparedPlace, Remark>): PlaceCheck {
  return placeCheck({
    ...described,
    judge: (place) => (isCompared(place) ? judge(place) : undefined),
  });
}

/** The same, and the problem points at the value. */
export function valueCheck({
  judge,
  ...described
}: Judged<ComparedPlace, Omit<Remark, "column">>): PlaceCheck {
  return comparisonCheck({
    ...described,
    judge: (place) => {
      const remark = judge(place);
      return remark && { column: place.node.value.column, ...remark };
    },
  });
}
