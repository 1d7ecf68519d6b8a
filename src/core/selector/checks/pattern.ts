import { compilePattern } from "../compare.js";
import type { Comparison } from "../expression.js";
import { type Place, placesOf } from "../places.js";
import type { SelectorProblem } from "../problem.js";
import type { SelectorCheck } from "./check.js";

/** A regular expression that Go refuses; it is compiled at evaluation, so it parses and then fails. */
export const invalidPattern: SelectorCheck = {
  check: "selector/invalid-pattern",
  severities: ["error", "warning"],
  about: "A regular expression that Go's RE2 refuses is no parse error: the evaluation fails instead.",
  run: (expression) =>
    patterns(placesOf(expression)).flatMap(({ certain, value }): SelectorProblem[] => {
      const compiled = compilePattern(value.text);
      if (compiled.ok) return [];
      return [
        {
          check: invalidPattern.check,
          severity: certain ? "error" : "warning",
          message: `Cannot compile the pattern: ${compiled.message}`,
          column: value.column,
          fix: "write a regular expression of Go (RE2): no look-around, no back-references",
        },
      ];
    }),
};

/** A pattern in a raw literal whose backslashes are doubled, as inside JSON: it asks for backslashes in the text. */
export const doubledBackslash: SelectorCheck = {
  check: "selector/doubled-backslash",
  severities: ["warning"],
  about:
    "Back-ticks are raw: a doubled backslash stays doubled, and the pattern looks for a backslash that no field contains.",
  run: (expression) =>
    patterns(placesOf(expression))
      .filter(({ value }) => /^(backtick|single)$/.test(value.quote) && value.text.includes("\\\\"))
      .map(({ value }) => ({
        check: doubledBackslash.check,
        severity: "warning",
        message: "the backslashes of the pattern are doubled inside a raw literal",
        column: value.column,
        fix: `write \`${value.text.replaceAll("\\\\", "\\")}\``,
      })),
};

/** The comparisons with a pattern. */
function patterns(places: readonly Place[]): (Pick<Place, "certain"> & Pick<Comparison, "value">)[] {
  return places.flatMap(({ node, certain }) =>
    node.kind === "compare" && node.operator.endsWith("matches") ? [{ certain, value: node.value }] : [],
  );
}
