import { type Report, type Walked, wasPlanned } from "../../model/report.js";
import type { OrganizationStatus } from "../../model/status-report.js";
import { codeSpan, inertMarkdown } from "../markdown-text.js";
import { silencedCounts } from "../silenced.js";
import { changeDangers } from "./change-dangers.js";

/** Where else a reader may look. */
export interface Links {
  /** The whole plan: the job summary or the artifact. */
  readonly full?: string | undefined;
  /** The workflow run that wrote this. */
  readonly run?: string | undefined;
}

/** What a footer is made from. */
export interface FooterInput {
  readonly report: Report;
  /** After an apply: how far runs are. */
  readonly progress?: Walked<OrganizationStatus> | undefined;
  /** The configuration's path, relative to the repository. */
  readonly configuration: string;
  /** The commit that was looked at. */
  readonly commit?: string | undefined;
  readonly links?: Links | undefined;
}

/** How to acknowledge, how to see the same on one's own machine, and where the whole plan is. */
export function footer({ report, configuration, commit, links }: FooterInput): string[] {
  const silenced = silencedCounts(report.silenced ?? []);
  return [
    ...(silenced === "" ? [] : [inertMarkdown(silenced)]),
    ...(needsAcknowledging(report) ? [acknowledging] : []),
    seeYourself("plan", { configuration, commit, links }),
  ];
}

/** How to see the same on one's own machine, and where else it is. */
export function seeYourself(
  command: "plan" | "status",
  { configuration, commit, links = {} }: Omit<FooterInput, "report" | "progress">,
): string {
  const places = [
    ...link("the full plan", links.full),
    ...link("workflow run", links.run),
    ...(commit === undefined || !/^[0-9a-f]{7,64}$/.test(commit)
      ? []
      : [`commit ${codeSpan(commit.slice(0, 12))}`]),
  ];
  return `See it yourself: ${codeSpan(`npx lctasks ${command}${option(configuration)}`)} (it changes nothing)${places.length === 0 ? "" : ` · ${places.join(" · ")}`}`;
}

const acknowledging =
  "To acknowledge what a task does, name it in the task's file, where this pull request shows it: `acknowledge: [destructive]` " +
  "(or `self-killing`, `fleet-wide`, `data-leaves-host`). What is held says above what to decide.";

function needsAcknowledging({ organizations }: Report): boolean {
  return organizations.some(
    (organization) =>
      wasPlanned(organization) &&
      (organization.plan.held.length > 0 ||
        organization.plan.changes.some(
          (change) => change.verb === "issue" && changeDangers(change).length > 0,
        )),
  );
}

/** Nothing that a shell could take for more than a word. */
const option = (configuration: string): string =>
  configuration === "lctasks.yaml" || !/^[\w./-]{1,200}$/.test(configuration)
    ? ""
    : ` --config ${configuration}`;

/** Where all of it is, for readers of a shortened text. */
export function elsewhere({ links = {} }: FooterInput): string {
  const [full] = link("the full plan", links.full);
  return full === undefined
    ? "`lctasks plan --format markdown` prints all of it, `--format json` with the ids."
    : `All of it is in ${full}.`;
}

/** A link to an address that cannot be more than that; nothing for any other text. */
function link(title: string, address: string | undefined): string[] {
  const safe = address !== undefined && /^https?:\/\/[\w.:/?#=&%~+-]{1,500}$/.test(address);
  return safe ? [`[${title}](<${address}>)`] : [];
}
