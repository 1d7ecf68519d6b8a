import type { Configuration } from "../model/configuration.js";
import type { Finding } from "../model/finding.js";
import { isMeantFor } from "../model/organization-terms.js";
import type { DeclaredTask } from "../model/task.js";
import { labelOfGroup, mergedByOrganization } from "./by-organization.js";
import type { RenderedTask } from "./check-document.js";
import { generatedCollisions, sameContextFindings } from "./contexts.js";
import { crossCheck } from "./cross-check.js";
import type { Declaration } from "./declaration.js";
import { duplicateNames, movedFromFindings, type Named, type Names } from "./names.js";
import { organizationFindings } from "./organizations.js";
import { sameRuleKeyFindings } from "./rule-keys.js";
import type { Source } from "./source.js";

/** One document of the task files: its names, and the task when it is valid. */
export interface TaskDocument {
  readonly names?: Names;
  readonly task?: DeclaredTask;
  /** Where variables are put in: what it is in each group of organizations. */
  readonly rendered?: readonly RenderedTask[];
  readonly source: Source;
}

/** What is wrong between the tasks of a project. Without a configuration nobody knows who meets whom, and only names are compared. */
export function crossFindings(
  documents: readonly TaskDocument[],
  configuration: Configuration | undefined,
): Finding[] {
  const named = documents.flatMap(namedOf);
  const names = [...duplicateNames(named), ...movedFromFindings(named)];
  if (configuration === undefined) return names;
  const aliases = aliasesOf(configuration);
  const declarations = documents.flatMap((document) => declarationOf(document, aliases));
  const { organizations } = configuration;
  return [
    ...names,
    ...documents.flatMap(({ task, source }) =>
      task === undefined ? [] : organizationFindings(task, organizations, source),
    ),
    ...mergedByTask(
      [
        ...sameContextFindings(declarations),
        ...generatedCollisions(declarations),
        ...sameRuleKeyFindings(declarations),
        ...crossCheck(declarations),
      ],
      documents,
    ),
  ];
}

const namedOf = ({ names, source }: TaskDocument): Named[] =>
  names === undefined ? [] : [{ ...names, source }];

/** What all groups of a task's organizations get is said once. */
function mergedByTask(findings: readonly Finding[], documents: readonly TaskDocument[]): readonly Finding[] {
  const groups = new Map(
    documents.flatMap(({ task, rendered }) =>
      task === undefined || rendered === undefined ? [] : [[task.name, rendered.length] as const],
    ),
  );
  return groups.size === 0
    ? findings
    : mergedByOrganization(findings, ({ task }) => groups.get(task ?? "") ?? 1);
}

function declarationOf(
  { task, source, rendered }: TaskDocument,
  aliases: ReturnType<typeof aliasesOf>,
): Declaration[] {
  if (rendered !== undefined)
    return rendered.map((each) => ({
      task: each.task,
      source,
      aliases: new Set(each.aliases),
      group: labelOfGroup(each.aliases),
    }));
  return task === undefined ? [] : [{ task, source, aliases: aliases(task.organizations) }];
}

/** Tasks with the same terms share one set, so that thousands of tasks cost as much as a few. */
function aliasesOf({ organizations }: Configuration) {
  const known = new Map<string, ReadonlySet<string>>();
  return (terms: readonly string[] | undefined): ReadonlySet<string> => {
    const key = JSON.stringify(terms ?? null);
    const aliases =
      known.get(key) ??
      new Set(organizations.filter((one) => isMeantFor(terms, one)).map(({ alias }) => alias));
    known.set(key, aliases);
    return aliases;
  };
}
