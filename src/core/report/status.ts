import type { Held } from "../model/change.js";
import { lookedAt, notLookedAt, type Walked } from "../model/report.js";
import type { OrganizationStatus, TaskStatus } from "../model/status-report.js";
import { deliveryBar } from "./delivery-bar.js";
import { displayWidth } from "./display-width.js";
import { renderFindings } from "./findings.js";
import { inert } from "./inert.js";
import {
  countWords,
  endWords,
  issuedWords,
  oldestWords,
  organizationNotes,
  stageWords,
  statusVerdict,
  taskNotes,
} from "./status-words.js";
import type { Style } from "./style.js";
import { wrap } from "./wrap.js";

const labelWidth = 10;
const nameWidth = 32;
const runWidth = 7;

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
  const oldest = status && oldestWords(status, nowMs);
  const lines: readonly (readonly [string, string])[] =
    status === undefined
      ? []
      : [
          ["state", stageWords[status.stage]],
          ["sensors", countWords(status.counts, nowMs)],
          ...(oldest === undefined ? [] : [["oldest", oldest] as const]),
          ["issued", issuedWords(status, nowMs)],
          ["end", endWords(status, nowMs)],
        ];
  const all = [...lines, ...taskNotes(task).map((note) => ["note", note] as const)];
  return [
    ...headLines(task, style),
    ...all.flatMap(([label, value]) => wrap(`      ${label.padEnd(labelWidth)}`, inert(value))),
    ...held.flatMap((each) => heldLines(each, "      ", style)),
  ];
}

/** Name, run and how far it is, each in its column; after a name that is too long for its own on a line of their own. */
function headLines({ task, status }: TaskStatus, style: Style): string[] {
  const name = inert(task);
  if (status === undefined) return [`  ${style.bold(name)}`];
  const left = nameWidth - displayWidth(name);
  const space = " ".repeat(left < 0 ? nameWidth : left);
  const rest =
    `${space}  ${`run ${status.run}`.padEnd(runWidth)}  ${deliveryBar(status.counts, style)}`.trimEnd();
  return left < 0 ? [`  ${style.bold(name)}`, `  ${rest}`] : [`  ${style.bold(name)}${rest}`];
}

function heldLines({ reason, decide }: Held, indent: string, style: Style): string[] {
  return [
    ...wrap(`${indent}${style.yellow("held")}      `, inert(reason)),
    ...decide.flatMap((step) => wrap(`${indent}  → `, inert(step))),
  ];
}
