import type { Drift, OrganizationDrift } from "../model/drift-report.js";
import { lookedAt, notLookedAt, type Walked } from "../model/report.js";
import { diffLines } from "./change-lines.js";
import { describeChange, sensors } from "./describe.js";
import { driftTitle, driftVerdict } from "./drift-words.js";
import { renderFindings } from "./findings.js";
import { inert } from "./inert.js";
import type { Style } from "./style.js";
import { wrap } from "./wrap.js";

/** Drift for a terminal or a log: what moved first, and then, apart from it, what did not. */
export function renderDrift(report: Walked<OrganizationDrift>, style: Style): string {
  const serious = report.findings.filter(({ severity }) => severity !== "note");
  const sections = [
    style.bold(driftVerdict(report)),
    ...(serious.length === 0 ? [] : [renderFindings(serious, style)]),
    ...lookedAt(report).map((organization) => organizationText(organization, style)),
    ...notLookedAt(report).map(({ organization, failure }) =>
      [style.bold(inert(organization)), ...wrap("  ", inert(failure)).map(style.red)].join("\n"),
    ),
  ];
  return `${sections.join("\n\n")}\n`;
}

function organizationText(organization: OrganizationDrift, style: Style): string {
  const { drift, blind, beside = [], would, held, foreign } = organization;
  const sections = [
    [`${style.bold(inert(organization.organization))}  ${style.dim(organization.oid)}`],
    blind.flatMap((why) => wrap("  ", inert(why)).map(style.red)),
    beside.flatMap((who) => wrap("  ", inert(who)).map(style.yellow)),
    drift.flatMap((each) => driftBlock(each, style)),
    section("Not drift: the next apply would", would.map(describeChange).map(wouldWords), style),
    section(
      "Not drift: held, a person must decide",
      held.map(({ name, reason }) => `${name}: ${reason}`),
      style,
    ),
    section(
      "Not drift: foreign, never touched",
      foreign.map(
        ({ object, name, detail, pending }) =>
          `${object === "rule" ? "rule " : ""}${name}  ${detail}${pending === undefined ? "" : `, ${sensors(pending)} waiting`}`,
      ),
      style,
    ),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

const wouldWords = ({ title, reason }: ReturnType<typeof describeChange>): string => `${title}: ${reason}`;

function driftBlock(drift: Drift, style: Style): string[] {
  return [
    `  ${style.yellow(`! ${inert(driftTitle(drift))}`)}`,
    ...wrap("      ", inert(drift.message)),
    ...diffLines(drift.diff).flatMap((line) => wrap("      ", line, 8)),
    ...wrap("      → ", inert(drift.repair)),
  ];
}

function section(title: string, items: readonly string[], style: Style): string[] {
  return items.length === 0
    ? []
    : [style.bold(title), ...items.flatMap((item) => wrap("  ", inert(item), 6))];
}
