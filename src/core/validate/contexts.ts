import type { Finding } from "../model/finding.js";
import { checks } from "./checks.js";
import { contextPlace, type Declaration, meet, ownedBy } from "./declaration.js";
import { quoted } from "./describe.js";
import { tokenText } from "./token-forms.js";

/** Two tasks with one context in one organization: with one command they would even have one token. */
export function sameContextFindings(declarations: readonly Declaration[]): Finding[] {
  return [...byContext(declarations).values()].flatMap((group) =>
    group.length < 2 ? [] : repeatedIn(group),
  );
}

/** The first task of the group is the owner in each of its organizations; every later one that meets an owner is one too many. Equal names have their own finding. */
function repeatedIn(group: readonly Declaration[]): Finding[] {
  const owners = new Map<string, Declaration>();
  return group.flatMap((declaration) => {
    const [taken] = [...declaration.aliases].flatMap((alias) => owners.get(alias) ?? []);
    if (taken !== undefined)
      return taken.task.name === declaration.task.name ? [] : [sameContext(declaration, taken)];
    for (const alias of declaration.aliases) owners.set(alias, declaration);
    return [];
  });
}

function sameContext(declaration: Declaration, first: Declaration): Finding {
  const { task } = declaration;
  const at = contextPlace(first);
  return {
    check: checks.taskSameContext,
    severity: "error",
    message: `Cannot use the context ${quoted(task.context)} twice: ${first.task.name} has it too (${at.file}:${at.line}:${at.column})`,
    fix: "Give each task its own context, or leave it out",
    at: contextPlace(declaration),
    related: [at],
    ...ownedBy(declaration),
  };
}

/**
 * Tasks whose generated rule also matches another's token. The rule asks for `<context>.r`, so only a context that contains `.r`
 * can begin with another's; with that, no two tasks need comparing that have nothing in common.
 */
export function generatedCollisions(declarations: readonly Declaration[]): Finding[] {
  const listening = byContext(declarations.filter(hasGeneratedRule));
  return declarations.flatMap((declaration) => {
    const beginnings = beginningsOf(declaration.task.context);
    const listeners = beginnings.flatMap((beginning) => listening.get(beginning) ?? []);
    return listeners
      .filter((listener) => meet(listener, declaration))
      .map((listener) => collision(declaration, listener));
  });
}

const hasGeneratedRule = ({ task }: Declaration): boolean =>
  !task.exactContext && task.response.some(({ detect }) => detect === undefined);

/** What stands before each `.r` of a context. */
function beginningsOf(context: string): string[] {
  const beginnings: string[] = [];
  for (let at = context.indexOf(".r"); at >= 0; at = context.indexOf(".r", at + 1))
    beginnings.push(context.slice(0, at));
  return beginnings;
}

function collision(declaration: Declaration, listener: Declaration): Finding {
  const { task } = declaration;
  return {
    check: checks.taskContextCollides,
    severity: "error",
    message: `Cannot tell the answers of ${task.name} from those of ${listener.task.name}: the rule of ${listener.task.name} asks for ${quoted(`${listener.task.context}.r`)}, and ${tokenText(task)} begins so`,
    fix: "Choose a context without .r in it",
    at: contextPlace(declaration),
    related: [contextPlace(listener)],
    ...ownedBy(declaration),
  };
}

function byContext(declarations: readonly Declaration[]): ReadonlyMap<string, readonly Declaration[]> {
  const groups = new Map<string, Declaration[]>();
  for (const declaration of declarations) {
    const { context } = declaration.task;
    const group = groups.get(context);
    if (group === undefined) groups.set(context, [declaration]);
    else group.push(declaration);
  }
  return groups;
}
