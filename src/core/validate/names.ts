import type { Finding, Position } from "../model/finding.js";
import { isJsonObject, type Json } from "../model/json.js";
import { checks } from "./checks.js";
import { quoted } from "./describe.js";
import type { Source } from "./source.js";

/** What a document says of its name, whether or not the rest of it is valid. */
export interface Names {
  readonly name: string;
  readonly movedFrom?: string;
}

/** The names in a document; undefined when it has none. */
export function namesIn(data: Json): Names | undefined {
  if (!isJsonObject(data) || typeof data["name"] !== "string") return undefined;
  const { name, movedFrom } = data;
  return { name, ...(typeof movedFrom === "string" ? { movedFrom } : {}) };
}

/** A document that has a name. */
export interface Named extends Names {
  readonly source: Source;
}

/** Every name that an earlier document has already. */
export function duplicateNames(documents: readonly Named[]): Finding[] {
  return repeats(documents, ({ name }) => name).map(([{ name, source }, first]): Finding => {
    const at = first.source.value(["name"]);
    return {
      check: checks.taskDuplicateName,
      severity: "error",
      message: `Cannot use the name ${quoted(name)} twice: ${at.file}:${at.line}:${at.column} has it too`,
      fix: "Rename one of the two, or remove it",
      at: source.value(["name"]),
      related: [at],
      task: name,
    };
  });
}

/** A task can only be moved from a name that no task has any more, and only once. */
export function movedFromFindings(documents: readonly Named[]): Finding[] {
  const moved = documents.filter(({ name, movedFrom }) => ![undefined, "none", name].includes(movedFrom));
  const byName = new Map<string | undefined, Named>(documents.map((document) => [document.name, document]));
  const living = moved.flatMap((document) => {
    const old = byName.get(document.movedFrom);
    return old === undefined
      ? []
      : [cannotMove(document, old.source.value(["name"]), "a task has that name")];
  });
  const twice = repeats(moved, (document) => document.movedFrom).map(([document, first]) =>
    cannotMove(document, first.source.value(["movedFrom"]), `${first.name} is moved from there already`),
  );
  return [...living, ...twice];
}

function cannotMove({ name, source }: Named, at: Position, state: string): Finding {
  return {
    check: checks.taskMovedFrom,
    severity: "error",
    message: `Cannot move ${name} from its old name: ${state} (${at.file}:${at.line}:${at.column})`,
    fix: "Remove the one that is left over, or correct movedFrom",
    at: source.value(["movedFrom"]),
    related: [at],
    task: name,
  };
}

/** Each document whose key an earlier one has, with the first that has it. */
function repeats(
  documents: readonly Named[],
  keyOf: (document: Named) => string | undefined,
): (readonly [Named, Named])[] {
  const firsts = new Map<string | undefined, Named>();
  return documents.flatMap((document) => {
    const first = firsts.get(keyOf(document));
    if (first !== undefined) return [[document, first] as const];
    firsts.set(keyOf(document), document);
    return [];
  });
}
