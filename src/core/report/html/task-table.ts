import { lookedAt, type Walked } from "../../model/report.js";
import {
  deliveredOf,
  type OrganizationStatus,
  type RunCounts,
  type TaskStatus,
} from "../../model/status-report.js";
import { grouped } from "../describe.js";
import { instant } from "../instant.js";
import { endWords, issuedWords, stageWords, taskNotes } from "../status-words.js";
import { stack } from "./bars-chart.js";
import { type Html, html, nothing } from "./html.js";
import { percentOf, sumsOf } from "./parts.js";

interface Column {
  readonly label: string;
  /** Sorted as a number. */
  readonly isNumber?: true;
  /** Written at the right. */
  readonly isRight?: true;
  readonly cell: (row: Row) => Html;
  /** Left out where it says no; always there without it. */
  readonly isWanted?: (rows: readonly Row[]) => boolean;
}

interface Row {
  readonly organization: string;
  readonly task: TaskStatus;
  readonly nowMs: number;
}

/** Every task with its numbers; sorted by the buttons in its head. */
export function taskTable(report: Walked<OrganizationStatus>): Html {
  const organizations = lookedAt(report);
  const rows = organizations.flatMap(({ organization, nowMs, tasks }) =>
    tasks.map((task) => ({ organization, nowMs, task })),
  );
  const named = organizations.length > 1 ? [taskColumn, organizationColumn] : [taskColumn];
  const columns = [...named, ...others].filter(({ isWanted }) => isWanted === undefined || isWanted(rows));
  return html`<div class="scroll" role="region" aria-labelledby="tasks-caption" tabindex="0">
<table data-sortable><caption id="tasks-caption">${grouped(rows.length)} tasks. The buttons in the head sort; “?” is not known.</caption>
<thead><tr>${columns.map(headOf)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${columns.map(({ cell }) => cell(row))}</tr>\n`)}</tbody></table></div>
<p id="sorted" class="seen" role="status"></p>`;
}

const headOf = ({ label, isNumber, isRight }: Column): Html =>
  html`<th scope="col"${isNumber ? html` data-number` : nothing}${isRight ? html` class="number"` : nothing}><button type="button">${label}</button></th>`;

const taskColumn: Column = {
  label: "task",
  cell: ({ task }) =>
    html`<th scope="row" data-value="${task.task}">${task.task}${notesOf(task).map((note) => html`<small>${note}</small>`)}</th>`,
};

const organizationColumn: Column = {
  label: "organization",
  cell: ({ organization }) => html`<td class="who">${organization}</td>`,
};

const others: readonly Column[] = [
  number("run", ({ task }) => task.status?.run),
  {
    label: "state",
    cell: ({ task: { status, held, paused } }) => {
      const words = [
        ...(status === undefined ? [] : [stageWords[status.stage]]),
        ...(held.length === 0 ? [] : ["held"]),
        ...(paused === undefined ? [] : ["paused"]),
      ];
      return html`<td class="state">${words.length === 0 ? "never issued" : words.join(", ")}</td>`;
    },
  },
  {
    label: "delivered",
    isNumber: true,
    cell: ({ task: { status } }) => deliveredCell(status?.counts),
  },
  count("sensors", "targeted"),
  count("waiting", "pending"),
  {
    label: "end",
    isNumber: true,
    cell: ({ task: { status }, nowMs }) =>
      status === undefined
        ? html`<td></td>`
        : html`<td class="when" data-value="${status.cancelledAtMs ?? status.expiresAtMs}">${endWords(status, nowMs)}</td>`,
  },
  {
    label: "waits longest",
    isNumber: true,
    cell: ({ task: { status } }) => {
      const oldest = status?.oldestWaiting;
      if (oldest === undefined) return html`<td></td>`;
      const { sid, hostname = "", lastSeenMs } = oldest;
      return html`<td class="away" data-value="${lastSeenMs ?? ""}">${hostname === "" ? sid : hostname}<small>${lastSeenMs === undefined ? "last seen: not known" : `last seen ${instant(lastSeenMs)}`}</small></td>`;
    },
  },
  {
    label: "issued",
    isNumber: true,
    cell: ({ task: { status }, nowMs }) => {
      if (status === undefined) return html`<td></td>`;
      const { issuedAtMs } = status;
      if (issuedAtMs === undefined) return html`<td data-value="">?</td>`;
      const [, ...more] = issuedWords(status, nowMs).split(", ");
      return html`<td class="when" data-value="${issuedAtMs}">${instant(issuedAtMs)}<small>${more.join(", ")}</small></td>`;
    },
  },
  rareCount("expired", "expired"),
  rareCount("not taskable", "notTaskable"),
  rareCount("unknown", "unknown"),
];

function notesOf(task: TaskStatus): string[] {
  return [...(task.declared ? [] : ["not in the files any more"]), ...taskNotes(task)];
}

function number(label: string, of: (row: Row) => number | undefined): Column {
  return {
    label,
    isNumber: true,
    isRight: true,
    cell: (row) => {
      const value = of(row);
      const isNone = row.task.status === undefined;
      return html`<td class="number" data-value="${value ?? ""}">${value === undefined ? (isNone ? "" : "?") : grouped(value)}</td>`;
    },
  };
}

function count(label: string, name: "targeted" | "pending"): Column {
  return number(label, ({ task: { status } }) => status?.counts[name]);
}

/** A part that is not said is nothing where the whole is known; a column of nothing is left out. */
function rareCount(label: string, name: "expired" | "notTaskable" | "unknown"): Column {
  const of = ({ task: { status } }: Row): number | undefined => {
    const { targeted, [name]: value } = status?.counts ?? {};
    return value ?? (targeted === undefined ? undefined : 0);
  };
  return { ...number(label, of), isWanted: (rows) => rows.some((row) => (of(row) ?? 0) > 0) };
}

function deliveredCell(counts: RunCounts | undefined): Html {
  if (counts === undefined) return html`<td></td>`;
  const delivered = deliveredOf(counts);
  const sums = sumsOf([counts]);
  const words =
    delivered === undefined
      ? "?"
      : `${grouped(delivered)} ${sums.whole === 0 ? "" : `(${percentOf(delivered, sums.whole)})`}`;
  const bar =
    sums.whole === 0
      ? nothing
      : html`<svg aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 120 10">${stack(sums, { top: 0, width: 120, height: 10 })}</svg>`;
  return html`<td class="bar" data-value="${delivered ?? ""}">${words}${bar}</td>`;
}
