import type { FieldPath } from "./expression.js";

/** What a field of a sensor holds. */
export type FieldType = "text" | "integer" | "boolean" | "list";

/** The fields of a sensor that selectors can read, with their types (reference: selectors, section 4). */
const documented: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ["sid", "text"],
  ["oid", "text"],
  ["iid", "text"],
  ["did", "text"],
  ["plat", "text"],
  ["ext_plat", "text"],
  ["arch", "text"],
  ["hostname", "text"],
  ["int_ip", "text"],
  ["ext_ip", "text"],
  ["mac_addr", "text"],
  ["enroll", "integer"],
  ["alive", "integer"],
  ["isolated", "boolean"],
  ["should_isolate", "boolean"],
  ["kernel", "boolean"],
  ["tags", "list"],
]);

/** Named by one source only; whether the service evaluates them is not established (reference: selectors, section 6). */
const rumoured: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ["sealed", "boolean"],
  ["should_seal", "boolean"],
  ["is_del", "boolean"],
]);

/** Type of a field, undefined when no source names it. */
export function fieldType(name: string): FieldType | undefined {
  return documented.get(name) ?? rumoured.get(name);
}

/** True for a field that only one source names. */
export function isRumoured(name: string): boolean {
  return rumoured.has(name);
}

/** Names of the documented fields. */
export const fieldNames: readonly string[] = [...documented.keys()];

/** A field's name in full, its steps joined by dots. Most have one step. */
export const nameOf = ({ path }: FieldPath): string =>
  path.length === 1 && path[0] !== undefined ? path[0] : path.join(".");
