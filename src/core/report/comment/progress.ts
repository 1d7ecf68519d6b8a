import type { Walked } from "../../model/report.js";
import type { OrganizationStatus } from "../../model/status-report.js";
import { boundedMarkdown } from "../bounded-markdown.js";
import { progressVerdict } from "../progress-words.js";
import { statusMarkdown } from "../status-markdown.js";
import { commentLimit } from "./limits.js";
import { type FooterInput, seeYourself } from "./footer.js";
import { markerOf } from "./marker.js";

/** What the comment of a merged pull request says: how far what it issued is. */
export interface ProgressInput extends Omit<FooterInput, "report" | "progress"> {
  readonly report: Walked<OrganizationStatus>;
}

/** The comment of a pull request after its merge, within `commentLimit`; the marker is that of its plan. */
export function renderProgress({ report, configuration, ...where }: ProgressInput): string {
  const marker = markerOf({ project: report.project, configuration });
  const body = statusMarkdown(progressVerdict(report), report);
  const foot = seeYourself("status", { configuration, ...where });
  return boundedMarkdown(
    `${marker}\n\n${body}\n${foot}\n`,
    commentLimit,
    "`lctasks status --format markdown` prints all of it.",
  );
}
