import {
  type FailedOrganization,
  type OrganizationReport,
  type Report,
  wasPlanned,
} from "../model/report.js";
import { counted } from "./describe.js";
import { displayWidth } from "./display-width.js";
import { inert } from "./inert.js";
import { codeSpan, inertMarkdown, table } from "./markdown-text.js";
import type { Style } from "./style.js";
import { verdictIn } from "./verdict.js";
import { wrap } from "./wrap.js";

type Either = OrganizationReport | FailedOrganization;

/** Of one organization the report's own verdict says it all. */
const worthTable = 2;

/** Longer aliases push their verdict to the right. */
const widestAlias = 30;

/** One line for each organization of several: what would happen there, or happened. Nothing for a single one. */
export function organizationLines({ command, organizations }: Report, style: Style): string[] {
  if (organizations.length < worthTable) return [];
  const widths = organizations.map((each) => Math.min(widestAlias, displayWidth(inert(aliasOf(each)))));
  const width = Math.max(...widths);
  return organizations.flatMap((organization) => {
    const alias = inert(aliasOf(organization));
    const space = " ".repeat(Math.max(0, width - displayWidth(alias)));
    const paint = organization.failure === undefined ? style.bold : style.red;
    return wrap(`  ${paint(alias)}${space}  `, rowText(command, organization), width + 4);
  });
}

/** The same as Markdown. */
export function organizationBlocks({ command, organizations }: Report): string[] {
  if (organizations.length < worthTable) return [];
  const rows = organizations.map((each) => [codeSpan(aliasOf(each)), inertMarkdown(rowText(command, each))]);
  return [table(["organization", ""], rows)];
}

/** The organizations of which more is to be said than one line of the table; a single one always is. */
export function organizationsInDetail({ organizations }: Report): readonly Either[] {
  return organizations.length < worthTable ? organizations : organizations.filter((each) => !isQuiet(each));
}

const aliasOf = (organization: Either): string =>
  wasPlanned(organization) ? organization.plan.organization : organization.organization;

/** Nothing to do, nothing done, nothing wrong and nothing to decide. */
function isQuiet(organization: Either): boolean {
  if (!wasPlanned(organization) || organization.failure !== undefined) return false;
  const { plan, outcomes = [] } = organization;
  const { state, changes, held, findings } = plan;
  return state === "ready" && changes.length + outcomes.length + held.length + findings.length === 0;
}

function rowText(command: Report["command"], organization: Either): string {
  const said = verdictIn(command, organization);
  if (!wasPlanned(organization) || !isQuiet(organization)) return said;
  const pending = organization.plan.unchanged.filter(({ progress }) => progress !== undefined).length;
  return pending === 0 ? said : `${said}; ${counted(pending, "run")} pending`;
}
