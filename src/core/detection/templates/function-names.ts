import type { Operand, Pipeline, TemplateNode } from "./syntax.js";

/** The names of all functions that a template calls. */
export function functionNames(nodes: readonly TemplateNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.kind === "text") return [];
    const own = inPipeline(node.pipeline);
    return node.kind === "output"
      ? own
      : [...own, ...functionNames(node.body), ...functionNames(node.otherwise)];
  });
}

const inPipeline = ({ commands }: Pipeline): readonly string[] =>
  commands.flatMap(({ operands }) => operands.flatMap(inOperand));

function inOperand(operand: Operand): readonly string[] {
  if (operand.kind === "function") return [operand.name];
  return operand.kind === "group" ? inPipeline(operand.pipeline) : [];
}
