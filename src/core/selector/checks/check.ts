import type { Severity } from "../../model/finding.js";
import type { SelectorExpression } from "../expression.js";
import { type ComparedPlace, isCompared, type Place } from "../places.js";
import type { SelectorProblem } from "../problem.js";

/** A selector, and every part of it that reads a field. */
export interface Linted {
  readonly expression: SelectorExpression;
  readonly places: readonly Place[];
}

/** One thing the linter looks for. `about` says why it matters; the pages of docs/checks.md are made of it. */
export interface SelectorCheck {
  readonly check: string;
  /** The severities it can have. */
  readonly severities: readonly Severity[];
  readonly about: string;
  run(selector: Linted): readonly SelectorProblem[];
}

/** A problem of a place, without the name of the check. */
export type Remark = Omit<SelectorProblem, "check">;

type Described = Pick<SelectorCheck, "check" | "severities" | "about">;

const nothing: readonly SelectorProblem[] = [];

/** A check of single parts of a selector that read a field. */
export function placeCheck(described: Described, judge: (place: Place) => Remark | undefined): SelectorCheck {
  const { check } = described;
  return {
    ...described,
    run: ({ places }) => {
      let problems: SelectorProblem[] | undefined;
      for (const place of places) {
        const remark = judge(place);
        if (remark !== undefined) (problems ??= []).push({ check, ...remark });
      }
      return problems ?? nothing;
    },
  };
}

/** A check of single comparisons. */
export function comparisonCheck(
  described: Described,
  judge: (place: ComparedPlace) => Remark | undefined,
): SelectorCheck {
  return placeCheck(described, (place) => (isCompared(place) ? judge(place) : undefined));
}
