import { commentLimit, summaryLimit } from "./limits.js";
import type { Report } from "../../model/report.js";
import { inertMarkdown } from "../markdown-text.js";
import { verdict } from "../verdict.js";
import { changeColumns, outcomeColumns } from "./change-item.js";
import { arrange } from "./detail.js";
import { type Columns, document, type Frame } from "./document.js";
import { fit } from "./fit.js";
import { elsewhere, type FooterInput, footer } from "./footer.js";
import { itemsOf, wasApplied } from "./items.js";
import { markerOf } from "./marker.js";
import { findingColumns, foreignColumns, pendingColumns } from "./other-items.js";
import { stagesOf } from "./stages.js";

/**
 * The comment of a pull request: its marker, the verdict, everything dangerous, and as much of the rest as `commentLimit` has room for.
 * What was left out is said in it.
 */
export function renderComment(input: FooterInput): string {
  const marker = markerOf({ project: input.report.project, configuration: input.configuration });
  return render(input, { head: [marker], ids: false, limitBytes: commentLimit });
}

/** The same for a job summary: with the id of every row, without a marker, and fifteen times as long. */
export function renderSummary(input: FooterInput): string {
  return render(input, { head: [], ids: true, limitBytes: summaryLimit });
}

function render(
  input: FooterInput,
  { head, ids, limitBytes }: { head: readonly string[]; ids: boolean; limitBytes: number },
): string {
  const { report } = input;
  const arrangement = arrange(itemsOf(report, input.progress));
  const frame: Frame = {
    head: [...head, `### ${inertMarkdown(verdict(report))}`],
    columns: columnsOf(report),
    elsewhere: elsewhere(input),
    ids,
    foot: footer(input),
  };
  return fit(stagesOf(arrangement), (detail) => document(frame, arrangement, detail), limitBytes);
}

function columnsOf(report: Report): Columns {
  const changes = wasApplied(report) ? outcomeColumns : changeColumns;
  const own = report.organizations.length > 1 ? ["organization"] : [];
  return {
    finding: [...own, ...findingColumns],
    drift: [...own, ...changes],
    change: [...own, ...changes],
    pending: [...own, ...pendingColumns],
    foreign: [...own, ...foreignColumns],
  };
}
