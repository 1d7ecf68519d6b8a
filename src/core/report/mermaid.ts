import { inert } from "./inert.js";
import { fenced } from "./markdown-text.js";

/** Characters that a label keeps; a longer one is cut. */
const longestLabel = 32;

/** One part of a chart. */
export interface Slice {
  /** May come from outside. */
  readonly label: string;
  /** Not negative, whole. */
  readonly value: number;
}

/** A pie with its numbers, as a fenced block that GitHub draws. */
export function pieChart(title: string, slices: readonly Slice[]): string {
  const lines = slices.map(({ label, value }) => `  "${mermaidLabel(label)}" : ${value}`);
  return fenced([`pie showData title ${mermaidLabel(title)}`, ...lines].join("\n"), "mermaid");
}

/** Horizontal bars from 0 to 100 %, in the order given. */
export function percentBars(title: string, bars: readonly Slice[]): string {
  const labels = bars.map(({ label }) => `"${mermaidLabel(label)}"`).join(", ");
  return fenced(
    [
      "xychart-beta horizontal",
      `  title "${mermaidLabel(title)}"`,
      `  x-axis [${labels}]`,
      '  y-axis "%" 0 --> 100',
      `  bar [${bars.map(({ value }) => value).join(", ")}]`,
    ].join("\n"),
    "mermaid",
  );
}

/**
 * Text as a label that means nothing else: letters, digits and a few marks. Mermaid reads quotes, entities, comments and directives
 * even inside quoted text, and has no escape for all of them, so whatever else there is becomes a dot.
 */
export function mermaidLabel(text: string): string {
  const kept = Array.from(inert(text), (one) => (/[\p{L}\p{M}\p{N} ,._/+-]/u.test(one) ? one : "·"));
  const label = kept.length <= longestLabel ? kept : [...kept.slice(0, longestLabel - 1), "…"];
  return label.join("").trim() || "·";
}
