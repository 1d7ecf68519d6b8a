import type { SelectorExpression } from "./expression.js";
import { placesOf } from "./places.js";

const membership: ReadonlySet<string> = new Set(["in", "not in", "contains", "not contains"]);

/**
 * The tags that a selector asks for by name. Undefined when it reads tags in a way that needs all of them: a pattern, a position,
 * whether there is any.
 */
export function namedTags(expression: SelectorExpression): readonly string[] | undefined {
  const places = placesOf(expression).filter(({ node, bound }) => !bound && node.field.path[0] === "tags");
  const names = places.map(({ node }) =>
    node.kind === "compare" && node.field.path.length === 1 && membership.has(node.operator)
      ? node.value.text
      : undefined,
  );
  return names.every((name) => name !== undefined) ? [...new Set(names)] : undefined;
}
