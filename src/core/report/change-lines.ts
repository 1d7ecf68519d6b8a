import type { FieldDiff } from "../model/change.js";
import { type Description, describeValue } from "./describe.js";
import { inert } from "./inert.js";

/** All that there is to read of one change, as the lines of a diff; empty when its title says everything. */
export function changeLines(text: Description): string[] {
  return [
    ...text.details.map(([label, value]) => `  ${label}: ${value}`),
    ...(text.drift.length === 0
      ? []
      : ["# changed in live, not in Git:", ...diffLines(text.drift), "# what apply makes of it:"]),
    ...diffLines(text.diff),
  ];
}

/** Fields that differ, one line for each side that there is. All inert. */
export function diffLines(diff: readonly FieldDiff[]): string[] {
  return diff.flatMap(({ path, before, after }) => [
    ...(before === undefined ? [] : [`- ${inert(path)}: ${describeValue(before)}`]),
    ...(after === undefined ? [] : [`+ ${inert(path)}: ${describeValue(after)}`]),
  ]);
}
