import { commandChecks } from "../../command/checks/table.js";
import { ruleChecks } from "../../detection/checks/table.js";
import type { Severity } from "../../model/finding.js";
import { selectorChecks } from "../../selector/checks/table.js";
import type { CheckPage } from "./check-page.js";
import { fileChecks } from "./files.js";
import { readingChecks } from "./languages.js";
import { linterFixes } from "./linter-fixes.js";
import { planChecks } from "./plans.js";

/** Every check by its id; an id that several checks share has all they say. */
export const checkTable: ReadonlyMap<string, readonly CheckPage[]> = collected();

/** True where `ignore` may name the check. False for an id that no check has. */
export function isSilencable(check: string): boolean {
  return checkTable.get(check)?.some(({ silencable }) => silencable) === true;
}

function collected(): ReadonlyMap<string, readonly CheckPage[]> {
  const pages = new Map<string, CheckPage[]>();
  const add = (check: string, page: CheckPage) => pages.set(check, [...(pages.get(check) ?? []), page]);
  for (const [check, page] of Object.entries({ ...fileChecks, ...readingChecks, ...planChecks }))
    add(check, page);
  for (const { check, severities, about } of [...selectorChecks, ...commandChecks, ...ruleChecks])
    add(check, { severities, silencable: hasMilder(severities), about, ...fixOf(check) });
  return pages;
}

/** True unless every finding of a check is an error. */
function hasMilder(severities: readonly Severity[]): boolean {
  return severities.some((severity) => severity !== "error");
}

function fixOf(check: string): Pick<CheckPage, "fix"> {
  const fix = linterFixes[check];
  return fix === undefined ? {} : { fix };
}
