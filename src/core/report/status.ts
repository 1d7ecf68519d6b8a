import type { Held } from "../model/change.js";
import { lookedAt, notLookedAt, type Walked } from "../model/report.js";
import type { OrganizationStatus, TaskStatus } from "../model/status-report.js";
import { renderFindings } from "./findings.js";
import { inert } from "./inert.js";
import {
  countWords,
  endWords,
  issuedWords,
  organizationNotes,
  stageWords,
  statusVerdict,
  taskNotes,
} from "./status-words.js";
import type { Style } from "./style.js";
import { wrap } from "./wrap.js";

const labelWidth = 10;

/** A status for a terminal or a log: the verdict, then one block per task. */
export function renderStatus(report: Walked<OrganizationStatus>, style: Style): string {
  const serious = report.findings.filter(({ severity }) => severity !== "note");
  const sections = [
    style.bold(statusVerdict(report)),
    ...(serious.length === 0 ? [] : [renderFindings(serious, style)]),
    ...lookedAt(report).map((organization) => organizationText(organization, style)),
    ...notLookedAt(report).map(({ organization, failure }) =>
      [style.bold(inert(organization)), ...wrap("  ", inert(failure)).map(style.red)].join("\n"),
    ),
  ];
  return `${sections.join("\n\n")}\n`;
}

function organizationText(organization: OrganizationStatus, style: Style): string {
  const { nowMs } = organization;
  const head = [
    `${style.bold(inert(organization.organization))}  ${style.dim(organization.oid)}`,
    ...organizationNotes(organization).flatMap((note) => wrap("  ", inert(note))),
    ...organization.held.flatMap((held) => heldLines(held, "  ", style)),
  ];
  const blocks = organization.tasks.map((task) => taskBlock(task, nowMs, style).join("\n"));
  return [head.join("\n"), ...blocks].join("\n\n");
}

function taskBlock(task: TaskStatus, nowMs: number, style: Style): string[] {
  const { status, held } = task;
  const name = style.bold(inert(task.task));
  const head =
    status === undefined ? `  ${name}` : `  ${name}, run ${status.run}: ${stageWords[status.stage]}`;
  const lines: readonly (readonly [string, string])[] =
    status === undefined
      ? []
      : [
          ["sensors", countWords(status.counts, nowMs)],
          ["issued", issuedWords(status, nowMs)],
          ["end", endWords(status, nowMs)],
        ];
  const all = [...lines, ...taskNotes(task).map((note) => ["note", note] as const)];
  return [
    head,
    ...all.flatMap(([label, value]) => wrap(`      ${label.padEnd(labelWidth)}`, inert(value))),
    ...held.flatMap((each) => heldLines(each, "      ", style)),
  ];
}

function heldLines({ reason, decide }: Held, indent: string, style: Style): string[] {
  return [
    ...wrap(`${indent}${style.yellow("held")}      `, inert(reason)),
    ...decide.flatMap((step) => wrap(`${indent}  → `, inert(step))),
  ];
}
