import { type Report, wasPlanned } from "../../src/core/model/report.js";
import type { Ended } from "./client.js";

/** What a run of the program printed as a report. */
export function reportIn({ out }: Ended): Report | undefined {
  return out.startsWith("{") ? (JSON.parse(out) as Report) : undefined;
}

/** What a run told, for a person who looks at a sequence, and the rows of the tables that decided. */
export function told({ ended, report }: { ended: Ended; report: Report | undefined }): {
  readonly lines: readonly string[];
  readonly rows: readonly string[];
} {
  if (report === undefined) return { lines: [ended.err.trim() || ended.out.trim()], rows: [] };
  const planned = report.organizations.filter(wasPlanned);
  const changes = planned.flatMap(({ plan }) => plan.changes);
  const held = planned.flatMap(({ plan }) => plan.held);
  const first = [
    ...changes.map((change) => `${change.verb} ${"task" in change ? change.task : ""} (${change.row})`),
    ...held.map(({ object, name, row }) => `held ${object} ${name} (${row})`),
  ];
  const failures = planned.flatMap(({ failure, outcomes = [] }) => [
    ...(failure === undefined ? [] : [failure]),
    ...outcomes.flatMap(({ change, result, message }) =>
      result === "done" ? [] : [`${change.verb} ${result}: ${message}`],
    ),
  ]);
  return {
    lines: [first.join(", "), ...failures],
    rows: [
      ...changes.map(({ verb, row }) => `row ${verb} ${row}`),
      ...held.map(({ object, row }) => `row held ${object} ${row}`),
    ],
  };
}
