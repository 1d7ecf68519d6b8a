import type { Held } from "../model/change.js";
import type { Walked } from "../model/report.js";
import type { OrganizationStatus, RunCounts, TaskStatus } from "../model/status-report.js";
import { deliveryChart } from "./delivery-chart.js";
import { grouped } from "./describe.js";
import { codeSpan, inertMarkdown, inertProse, table } from "./markdown-text.js";
import {
  endWords,
  oldestWords,
  organizationNotes,
  stageWords,
  statusVerdict,
  taskNotes,
} from "./status-words.js";
import { instant } from "./instant.js";
import { walkedMarkdown } from "./walked-markdown.js";

const head = [
  "task",
  "run",
  "state",
  "targeted",
  "delivered",
  "waiting",
  "expired",
  "not taskable",
  "unknown",
  "issued",
  "end",
  "",
];

/** A status as Markdown: the verdict, a chart where it helps, and a table of tasks per organization. */
export function renderStatusMarkdown(report: Walked<OrganizationStatus>): string {
  return statusMarkdown(statusVerdict(report), report);
}

/** The same under another first line. */
export function statusMarkdown(verdict: string, report: Walked<OrganizationStatus>): string {
  const chart = deliveryChart(report);
  return walkedMarkdown(verdict, report, organizationBlocks, chart === undefined ? [] : [chart]);
}

function organizationBlocks(organization: OrganizationStatus): string[] {
  const { tasks, nowMs } = organization;
  const held = [...organization.held, ...tasks.flatMap((task) => task.held)];
  return [
    [
      `**${inertMarkdown(organization.organization)}** ${codeSpan(organization.oid)}`,
      ...organizationNotes(organization).map(inertProse),
    ].join(" · "),
    ...held.map(heldBlock),
    ...(tasks.length === 0
      ? []
      : [
          table(
            head,
            tasks.map((task) => rowOf(task, nowMs)),
          ),
        ]),
  ];
}

/** What a person must decide is never folded away. */
function heldBlock({ object, name, reason, decide }: Held): string {
  const what = object === "organization" ? "the whole organization" : `${object} ${codeSpan(name)}`;
  return [
    `**Held: ${what}.** ${inertProse(reason)}`,
    decide.map((step) => `- ${inertProse(step)}`).join("\n"),
  ].join("\n\n");
}

function rowOf(task: TaskStatus, nowMs: number): string[] {
  const { status } = task;
  const oldest = status && oldestWords(status, nowMs);
  const notes = [...taskNotes(task), ...(oldest === undefined ? [] : [`waits: ${oldest}`])]
    .map(inertProse)
    .join("; ");
  if (status === undefined) return [codeSpan(task.task), ...Array<string>(head.length - 2).fill(""), notes];
  const { counts, issuedAtMs } = status;
  const cell = (name: keyof RunCounts): string => {
    const count = counts[name];
    return count === undefined ? "?" : grouped(count);
  };
  return [
    codeSpan(task.task),
    String(status.run),
    stageWords[status.stage],
    cell("targeted"),
    cell("delivered"),
    cell("pending"),
    counts.expired === undefined ? "" : grouped(counts.expired),
    cell("notTaskable"),
    cell("unknown"),
    issuedAtMs === undefined ? "?" : instant(issuedAtMs),
    endWords(status, nowMs),
    notes,
  ];
}
