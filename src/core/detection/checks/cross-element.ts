import type { CompiledNode } from "../compiled-node.js";
import { parseEventPath } from "../event-path.js";
import type { RuleCheck } from "./check.js";
import type { Place } from "./places.js";
import { noRemarks } from "./remarks.js";

/** Conditions on one list that different elements may satisfy. */
export const crossElement: RuleCheck = {
  check: "rule/cross-element",
  severities: ["warning"],
  about:
    "Each condition looks at all elements of a list: under and, one element may satisfy the first and another the second. Only scope ties them together.",
  part: "detect",
  run: ({ places }) =>
    places.flatMap((place) => {
      const [first, second] = sharing(place);
      if (!first || !second) return noRemarks;
      return [
        {
          severity: "warning",
          message: `different elements of ${listOf(first)} may satisfy these conditions`,
          fix: `use op: scope with path: ${listOf(first)}, and put the conditions on one element under rule:`,
          at: second.at,
        },
      ];
    }),
};

const nobody: readonly CompiledNode[] = [];

/** The first two conditions of an `and` on different fields of one list. */
function sharing({ node }: Place): readonly CompiledNode[] {
  const { combines } = node.operation;
  if (combines?.kind !== "and") return nobody;
  const inLists = combines.parts.filter((part) => !part.negated && listOf(part) !== undefined);
  for (const first of inLists) {
    const second = inLists.find(
      (other) => listOf(other) === listOf(first) && other.raw["path"] !== first.raw["path"],
    );
    if (second) return [first, second];
  }
  return [];
}

/** Fields that are lists of maps (reference: events, section 4). */
const lists: ReadonlySet<string> = new Set([
  "AUTORUNS",
  "DIRECTORY_LIST",
  "HANDLES",
  "INTERFACE",
  "MEMORY_MAP",
  "MODULES",
  "NETWORK_ACTIVITY",
  "PACKAGES",
  "PROCESSES",
  "REGISTRY_VALUE",
  "STREAMS",
  "SVCS",
  "USERS",
]);

/** The list that a path goes through: up to a known list, or up to `?`. */
function listOf({ raw }: CompiledNode): string | undefined {
  const { path } = raw;
  if (typeof path !== "string") return undefined;
  const { parts } = parseEventPath(path);
  const end = parts.findIndex(
    (part, index) => index < parts.length - 1 && (lists.has(part) || parts[index + 1] === "?"),
  );
  return end < 1 || parts.slice(0, end + 1).includes("*") ? undefined : parts.slice(0, end + 1).join("/");
}
