import { compilePattern } from "../compare.js";
import { isPattern } from "../operators.js";
import { comparisonCheck } from "./check.js";

/** A regular expression that Go refuses; it is compiled at evaluation, so it parses and then fails. */
export const invalidPattern = comparisonCheck({
  check: "selector/invalid-pattern",
  severities: ["error", "warning"],
  about: "A regular expression that Go's RE2 refuses is no parse error: the evaluation fails instead.",
  concerns: ({ operator }) => isPattern(operator),
  judge: ({ node: { value }, certain }) => {
    const compiled = compilePattern(value.text);
    if (compiled.ok) return undefined;
    return {
      severity: certain ? "error" : "warning",
      message: `Cannot compile the pattern: ${compiled.message}`,
      column: value.column,
      fix: "write a regular expression of Go (RE2): no look-around, no back-references",
    };
  },
});

/** A pattern in a raw literal whose backslashes are doubled, as inside JSON: it asks for backslashes in the text. */
export const doubledBackslash = comparisonCheck({
  check: "selector/doubled-backslash",
  severities: ["warning"],
  about:
    "Back-ticks are raw: a doubled backslash stays doubled, and the pattern looks for a backslash that no field contains.",
  concerns: ({ operator, quote }) => isPattern(operator) && (quote === "backtick" || quote === "single"),
  judge: ({ node: { value } }) => {
    if (!value.text.includes("\\\\")) return undefined;
    return {
      severity: "warning",
      message: "the backslashes of the pattern are doubled inside a raw literal",
      column: value.column,
      fix: `write \`${value.text.replaceAll("\\\\", "\\")}\``,
    };
  },
});
