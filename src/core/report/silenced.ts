import type { SilencedFinding } from "../model/ignore.js";
import { inert } from "./inert.js";
import type { Style } from "./style.js";
import { wrap } from "./wrap.js";

/** How many findings are silenced, by check: `2 silenced: command/late-process (2)`; empty when none is. */
export function silencedCounts(silenced: readonly SilencedFinding[]): string {
  if (silenced.length === 0) return "";
  const counts = new Map<string, number>();
  for (const { check } of silenced) counts.set(check, (counts.get(check) ?? 0) + 1);
  const each = [...counts].map(([check, count]) => (count === 1 ? check : `${check} (${count})`));
  return inert(`${silenced.length} silenced: ${each.join(", ")}`);
}

/** Each silenced finding with its place and the reason, for those who ask. */
export function renderSilenced(silenced: readonly SilencedFinding[], style: Style): string {
  return silenced.flatMap((finding) => linesOf(finding, style)).join("\n");
}

function linesOf({ at, check, message, reason }: SilencedFinding, style: Style): string[] {
  const place = at === undefined ? "" : `${style.bold(inert(`${at.file}:${at.line}:${at.column}`))}  `;
  return [
    ...wrap(`${place}silenced  `, inert(message), 4),
    ...wrap("    ", `reason: ${inert(reason)}`),
    style.dim(`    ${inert(check)}`),
  ];
}
