import type { RuleRemark } from "./check.js";

/** What a check has to say mostly. */
export const noRemarks: readonly RuleRemark[] = [];

/** A remark on each of the items that something is wrong with: mostly none. */
export function remarksOn<T>(
  items: readonly T[],
  isWrong: (item: T) => boolean,
  remarkOn: (item: T) => RuleRemark,
): readonly RuleRemark[] {
  let remarks: RuleRemark[] | undefined;
  for (const item of items) if (isWrong(item)) (remarks ??= []).push(remarkOn(item));
  return remarks ?? noRemarks;
}
