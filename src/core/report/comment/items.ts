import { jsonDigest } from "../../model/digest.js";
import {
  type FailedOrganization,
  lookedAt,
  type OrganizationReport,
  type Report,
  type Walked,
  wasPlanned,
} from "../../model/report.js";
import type { OrganizationStatus } from "../../model/status-report.js";
import { noWitness } from "../describe.js";
import { instant } from "../instant.js";
import { codeSpan } from "../markdown-text.js";
import { withoutSecretData } from "../secrets.js";
import { changeItems, outcomeItems } from "./change-item.js";
import type { Item } from "./item.js";
import { findingItem, foreignItem, heldItem, pendingItems } from "./other-items.js";
import { statusItems } from "./status-item.js";
import { briefName, joined, nameCode, sentence } from "./words.js";

/**
 * Everything there is to say of a report, in reading order. Notes of files are for `validate`. `progress`: how far runs are after an
 * apply; without it, how far they were when it was planned.
 */
export function itemsOf(report: Report, progress?: Walked<OrganizationStatus>): Item[] {
  const several = report.organizations.length > 1;
  const applied = wasApplied(report);
  const statuses = progress === undefined ? [] : lookedAt(progress);
  const ofFiles = report.findings.filter(({ severity }) => severity !== "note").map(findingItem);
  return [
    ...(several ? ofFiles.map((item) => ({ ...item, cells: ["", ...item.cells] })) : ofFiles),
    ...report.organizations.flatMap((organization) => {
      const items = wasPlanned(organization)
        ? plannedItems(
            organization,
            applied,
            statuses.find(({ oid }) => oid === organization.plan.oid),
          )
        : [failedItem(organization)];
      const alias = wasPlanned(organization) ? organization.plan.organization : organization.organization;
      return several ? items.map((item) => inOrganization(item, alias)) : items;
    }),
  ];
}

/** True when anything was tried; else even an apply shows its plan. */
export function wasApplied({ organizations }: Report): boolean {
  return organizations.some((each) => wasPlanned(each) && (each.outcomes ?? []).length > 0);
}

function plannedItems(
  organization: OrganizationReport,
  applied: boolean,
  status: OrganizationStatus | undefined,
): Item[] {
  const { plan, outcomes = [] } = organization;
  return [
    organizationItem(organization),
    ...plan.held.map((held) => heldItem(held, plan.organization)),
    ...plan.findings.map(findingItem),
    ...(applied ? outcomeItems(plan, outcomes) : changeItems(plan)),
    ...(status === undefined ? pendingItems(plan) : statusItems(status)),
    ...plan.foreign.map(foreignItem),
  ];
}

function failedItem({ organization, failure }: FailedOrganization): Item {
  const name = briefName(organization);
  return {
    section: "organization",
    kind: "failed organization",
    dangers: ["failed"],
    rank: 0,
    id: jsonDigest(["organization", organization]).slice(0, 8),
    cells: [`${nameCode(organization)}: **failed**: ${sentence(withoutSecretData(failure))}`],
    lines: [`failed: organization ${name}`, `failed: organization ${name}`],
  };
}

function organizationItem({ plan, failure, outcomes }: OrganizationReport): Item {
  const { organization, oid, state, witness, plannedAtMs } = plan;
  const dangers = [
    ...(failure === undefined ? [] : ["failed"]),
    ...(state === "ready" ? [] : [state === "held" ? "refused" : state]),
  ];
  const trouble = dangers.length === 0 ? "" : `**${dangers.join(", ")}**`;
  const line = joined(": ", `organization ${briefName(organization)}`, trouble);
  return {
    section: "organization",
    kind: dangers.length === 0 ? "organization" : `${dangers[0]} organization`,
    dangers,
    rank: dangers.length === 0 ? 7 : 0,
    id: jsonDigest(["organization", organization]).slice(0, 8),
    cells: [
      joined(
        " · ",
        `${nameCode(organization)} ${codeSpan(oid)}`,
        `${(outcomes ?? []).length > 0 ? "applied" : "seen"} ${instant(plannedAtMs)}`,
        trouble,
        witness === "none" ? noWitness : "",
        failure === undefined ? "" : sentence(withoutSecretData(failure)),
      ),
    ],
    lines: [line, line],
  };
}

/** With several organizations everything says in which one it is. */
function inOrganization(item: Item, alias: string): Item {
  if (item.section === "organization") return item;
  const name = nameCode(alias);
  const cells =
    item.section === "held" ? item.cells.map((cell) => `${name}: ${cell}`) : [name, ...item.cells];
  const [long, short] = item.lines;
  const brief = briefName(alias);
  return {
    ...item,
    cells,
    lines: [`${brief} ${long}`, `${brief} ${short}`],
  };
}
