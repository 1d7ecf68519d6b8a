import { lacking, tooManyOf } from "../abilities.js";
import type { Ability, Diagnosis } from "../../model/doctor-report.js";
import { diagnoser } from "./diagnosis.js";

const lack = diagnoser("permissions");
const excess = diagnoser("excess");
/** So many are named in a message; JSON has all. */
const mostNamed = 8;

/** What the permissions are judged by; undefined when they are not known. */
export interface PermissionFacts {
  readonly abilities: readonly Ability[];
  readonly tooMany: ReturnType<typeof tooManyOf>;
}

/** Whether the key can do what it is meant for. */
export function checkMissing(facts: PermissionFacts | undefined, wanted: readonly string[]): Diagnosis {
  if (facts === undefined) return lack("not-checked", "what the key may do is not known");
  const missing = lacking(facts.abilities, wanted);
  if (missing.length === 0) return lack("ok", `the key has all that ${listed(wanted)} cannot do without`);
  return lack(
    "error",
    `for ${listed(wanted)} the key lacks ${listed(missing)}`,
    "Add them to the key; or say what it is meant for, for example `lctasks doctor --for plan`",
  );
}

/** Whether the key can do more than it is meant for. */
export function checkTooMany(facts: PermissionFacts | undefined, wanted: readonly string[]): Diagnosis {
  if (facts === undefined) return excess("not-checked", "what the key may do is not known");
  const { tooMany } = facts;
  if (tooMany.length === 0) return excess("ok", `the key has nothing that ${listed(wanted)} never uses`);
  const more = tooMany.length > mostNamed ? ` and ${tooMany.length - mostNamed} more` : "";
  return excess(
    "warning",
    `${listed(wanted)} never uses ${tooMany.slice(0, mostNamed).join(", ")}${more}`,
    "Take them from the key, or make one that has only what is needed: who gets hold of it can do all that it may",
  );
}

const listed = (names: readonly string[]): string => names.join(", ");
