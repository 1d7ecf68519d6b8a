import type { Quantified, SelectorExpression } from "./expression.js";
import { isMembership } from "./operators.js";

const nothing: readonly string[] = [];

/**
 * The tags that a selector asks for by name. Undefined when it reads tags in a way that needs all of them: a pattern, a position,
 * whether there is any.
 */
export function namedTags(expression: SelectorExpression): readonly string[] | undefined {
  const names: string[] = [];
  if (!collect(expression, names)) return undefined;
  return names.length === 0 ? nothing : [...new Set(names)];
}

/** Adds the tags that are named, in the order of the text; false when tags are read in another way. */
function collect(expression: SelectorExpression, names: string[]): boolean {
  switch (expression.kind) {
    case "everything":
      return true;
    case "and":
    case "or":
      for (const operand of expression.operands) if (!collect(operand, names)) return false;
      return true;
    case "not":
      return collect(expression.operand, names);
    case "state":
      return expression.field.path[0] !== "tags";
    case "compare": {
      const { field, operator, value } = expression;
      if (field.path[0] !== "tags") return true;
      if (field.path.length > 1 || !isMembership(operator)) return false;
      names.push(value.text);
      return true;
    }
    case "collection":
      return (
        expression.field.path[0] !== "tags" && (hidesTags(expression) || collect(expression.body, names))
      );
  }
}

/** True where the name `tags` is given to something else inside. */
const hidesTags = ({ binding: { only, index, value } }: Quantified): boolean =>
  only === "tags" || index === "tags" || value === "tags";
