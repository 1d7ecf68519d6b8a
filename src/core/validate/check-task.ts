import type { Organization } from "../model/configuration.js";
import { compareText, type Finding } from "../model/finding.js";
import type { Json } from "../model/json.js";
import { isMeantFor } from "../model/organization-terms.js";
import type { DeclaredTask } from "../model/task.js";
import { openingsIn, replaceVariables, valueOf } from "../model/variables.js";
import { breakOutFindings } from "./break-out.js";
import { labelOfGroup, mergedByOrganization } from "./by-organization.js";
import { checkDocument, type CheckedTask, checkMembers } from "./check-document.js";
import { checks } from "./checks.js";
import { listed, quoted } from "./describe.js";
import { shapeFindings, validators } from "./shape.js";
import type { Source } from "./source.js";
import { type TaskFile, toTask } from "./task.js";
import { mapTemplate, type TemplateText, templateTexts } from "./template.js";
import { nearestName } from "../model/nearest.js";

/** What is known of the project when a task file is checked. */
export interface ProjectTerms {
  /** Gives the default context. */
  readonly project: string;
  /** Undefined when the configuration is not valid: then nobody knows what variables stand for. */
  readonly organizations: readonly Organization[] | undefined;
}

/**
 * Checks one document of a task file by itself. Where variables stand in it, what is checked is the text that each organization gets:
 * once for all organizations with the same values.
 */
export function checkTask(
  data: Json,
  { project, organizations = [] }: ProjectTerms,
  source: Source,
): CheckedTask {
  const texts = templateTexts(data);
  if (texts.length === 0) return checkDocument(data, project, source);
  const wrong = texts.flatMap((text) => openingFindings(text, source));
  const valid = validators.task(data);
  const shape = valid
    ? []
    : shapeFindings("task", source).findings.filter((one) => !isAt(texts, one, source));
  if (!valid || wrong.length > 0) {
    const { ignores } = checkMembers(valid ? data : {}, source);
    return { ignores, findings: [...wrong, ...shape] };
  }
  const names = [...new Set(texts.flatMap(namesIn))].toSorted(compareText);
  const task: DeclaredTask = {
    ...toTask(data, project, source),
    template: { names, members: membersOf(data) },
  };
  const meant = organizations.filter((one) => !one.retired && isMeantFor(task.organizations, one));
  const missing = names.flatMap((name) => missingFindings({ name, texts, meant, task: task.name }, source));
  const groups = groupsOf(names, meant);
  const checked = groups.map((group) => checkRendered({ data, texts, group, project }, source));
  const { ignores } = checkMembers({ ignore: data.ignore ?? [] }, source);
  return {
    task,
    ignores,
    findings: [
      ...missing,
      ...mergedByOrganization(
        checked.flatMap(({ findings }) => findings),
        () => groups.length,
      ),
    ],
    rendered: checked.flatMap(({ rendered }) => rendered ?? []),
  };
}

/** Organizations in which a task's variables have the same values. */
interface Group {
  readonly aliases: readonly string[];
  readonly values: ReadonlyMap<string, string>;
}

const labelOf = ({ aliases }: Group): string => labelOfGroup(aliases);

function groupsOf(names: readonly string[], organizations: readonly Organization[]): Group[] {
  const groups = new Map<
    string,
    { readonly aliases: string[]; readonly values: ReadonlyMap<string, string> }
  >();
  for (const { alias, vars } of organizations) {
    const values = names.flatMap((name) => valueOf(vars, name) ?? []);
    if (values.length < names.length) continue;
    const key = JSON.stringify(values);
    const group = groups.get(key) ?? {
      aliases: [],
      values: new Map(names.map((name, index) => [name, values[index] ?? ""])),
    };
    group.aliases.push(alias);
    groups.set(key, group);
  }
  return [...groups.values()];
}

interface Rendering {
  readonly data: TaskFile;
  readonly texts: readonly TemplateText[];
  readonly group: Group;
  readonly project: string;
}

/** Checks the text of one group. Findings carry the group's organizations; `rendered` is left out where the text is of the wrong shape. */
function checkRendered(
  { data, texts, group, project }: Rendering,
  source: Source,
): {
  readonly findings: readonly Finding[];
  readonly rendered?: NonNullable<CheckedTask["rendered"]>[number];
} {
  const put = (text: string) => replaceVariables(text, (name) => group.values.get(name) ?? "");
  const left = texts.filter(({ text }) => openingsIn(put(text)).length > 0);
  const rendered = mapTemplate(data, put);
  const checked =
    left.length > 0
      ? { findings: left.map(({ path, text }) => leftFinding(put(text), source.value(path))) }
      : checkDocument({ ...rendered }, project, withoutColumns(source, texts));
  const broken = breakOutFindings(data, group.values, source);
  const organization = labelOf(group);
  return {
    findings: [...checked.findings, ...broken].map((finding) => ({ ...finding, organization })),
    ...("task" in checked && checked.task !== undefined
      ? { rendered: { task: checked.task, aliases: group.aliases } }
      : {}),
  };
}

/** Columns of a text with values in it are not those of the file: what is inside stands where the text begins. */
function withoutColumns(source: Source, texts: readonly TemplateText[]): Source {
  const replaced = new Set(texts.map(({ path }) => path.join("/")));
  return {
    ...source,
    inside: (path, column) =>
      replaced.has(path.join("/")) ? source.value(path) : source.inside(path, column),
  };
}

const namesIn = ({ text }: TemplateText): string[] => openingsIn(text).flatMap(({ name }) => name ?? []);

/** The members that variables are put into, and those that say where it goes. */
function membersOf({ task, selector, sid, tag, plat, all, context, response }: TaskFile) {
  return {
    task,
    ...(selector === undefined ? {} : { selector }),
    ...(sid === undefined ? {} : { sid }),
    ...(tag === undefined ? {} : { tag }),
    ...(plat === undefined ? {} : { plat }),
    ...(all === undefined ? {} : { all }),
    ...(context === undefined ? {} : { context }),
    ...(response === undefined ? {} : { response }),
  };
}

function openingFindings({ path, text }: TemplateText, source: Source): Finding[] {
  return openingsIn(text).flatMap(({ name, index }) =>
    name !== undefined
      ? []
      : [
          {
            check: checks.varsOther,
            severity: "error",
            message: `Cannot put anything in for ${quoted(text.slice(index, index + 40))}: only variables are put in`,
            fix: "Write ${{ vars.name }}, with a name that vars of the organization or of lctasks.yaml has",
            at: source.inside(path, index + 1),
          },
        ],
  );
}

/** A text of the wrong shape because of what is said about its `${{` already. */
function isAt(texts: readonly TemplateText[], { at }: Finding, source: Source): boolean {
  return texts.some(({ path, text }) => {
    const place = source.value(path);
    return (
      openingsIn(text).some(({ name }) => name === undefined) &&
      at?.line === place.line &&
      at.column === place.column
    );
  });
}

interface Missing {
  readonly name: string;
  readonly texts: readonly TemplateText[];
  readonly meant: readonly Organization[];
  readonly task: string;
}

/** Most organizations that a message names. */
const most = 5;

function missingFindings({ name, texts, meant, task }: Missing, source: Source): Finding[] {
  const without = meant.filter(({ vars }) => valueOf(vars, name) === undefined);
  const found = texts.flatMap(({ path, text }) =>
    openingsIn(text).flatMap((one) => (one.name === name ? [{ path, index: one.index }] : [])),
  );
  const [first] = found;
  if (without.length === 0 || first === undefined) return [];
  const near = nearestName(
    name,
    without.flatMap(({ vars }) => Object.keys(vars)),
  );
  const add = `Add it to vars of ${namesOf(without)}, or to vars in lctasks.yaml for all`;
  return [
    {
      check: checks.varsUnknown,
      severity: "error",
      message: `Cannot put in vars.${name}: ${namesOf(without)} ${without.length === 1 ? "has" : "have"} no such variable`,
      fix:
        near === undefined
          ? add
          : `Write vars.${near} if that is meant; else: ${add.charAt(0).toLowerCase()}${add.slice(1)}`,
      at: source.inside(first.path, first.index + 1),
      task,
      ...(without.length === 1 ? { organization: namesOf(without) } : {}),
    },
  ];
}

function namesOf(organizations: readonly Organization[]): string {
  const aliases = organizations.map(({ alias }) => alias);
  return listed(
    aliases.length > most ? [...aliases.slice(0, most), `${aliases.length - most} others`] : aliases,
  );
}

const leftFinding = (text: string, at: Finding["at"] & object): Finding => ({
  check: checks.varsOther,
  severity: "error",
  message: `Cannot put variables in here: together they make ${quoted(text)}, and nothing is put in twice`,
  fix: "Write the text so that no ${{ comes out",
  at,
});
