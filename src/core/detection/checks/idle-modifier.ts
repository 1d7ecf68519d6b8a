import { mayHaveText } from "../../model/may-have-text.js";
import type { CompiledNode } from "../compiled-node.js";
import { shown } from "../problem.js";
import { textsIn } from "../texts.js";
import type { RuleCheck } from "./check.js";
import { noRemarks } from "./remarks.js";

/** A value modifier where it is plain text. */
export const idleModifier: RuleCheck = {
  check: "rule/idle-modifier",
  severities: ["warning"],
  about:
    "<<path>> and [[variable]] stand for other values only where they are the whole value, and only for some operators; elsewhere they are text.",
  part: "detect",
  run: ({ places }) =>
    places.flatMap(({ node }) =>
      keys.flatMap((key) =>
        !mayHaveText(node.raw[key] ?? null, hasModifier)
          ? noRemarks
          : textsIn(node.raw[key], [...node.at, key])
              .filter(({ text }) => isIdle(node, key, text))
              .map(({ text, at }) => ({
                severity: "warning",
                message: `${shown(text)} is plain text here`,
                fix: supports(node, key)
                  ? "write the modifier alone as the value"
                  : `${node.op} takes no modifiers`,
                at,
              })),
      ),
    ),
};

const keys = ["value", "re"];

const hasModifier = (text: string): boolean => text.includes("<<") || text.includes("[[");

const taking = /^(is|contains|starts with|ends with|is greater than|is lower than)$/;

const supports = ({ op }: CompiledNode, key: string): boolean => key === "value" && taking.test(op);

function isIdle(node: CompiledNode, key: string, text: string): boolean {
  const modifiers = text.match(/<<[\w/?*]+>>|\[\[[\w -]+\]\]/g) ?? [];
  const [only] = modifiers;
  const isClass = key === "re" && /\[\[[:^]/.test(text);
  return only !== undefined && !isClass && !(supports(node, key) && only === text);
}
