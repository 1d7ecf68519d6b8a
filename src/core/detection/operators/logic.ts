import type { Account, CompiledNode, Operation } from "../compiled-node.js";
import { explainNode, judgeNode } from "../compiled-node.js";
import type { Explanation } from "../explanation.js";
import type { Scene } from "../scene.js";
import { allOf, anyOf, Uncertain, type Verdict } from "../verdict.js";

/** The operation of `and` or `or`: parts in the order of the list, only as far as needed. */
export function combination(kind: "and" | "or", parts: readonly CompiledNode[]): Operation {
  const combine = kind === "and" ? allOf : anyOf;
  return {
    combines: { kind, parts },
    judge: (scene) => combine(parts, (part) => judgeNode(part, scene)),
    explain: (scene) => explainCombination(kind, parts, scene),
  };
}

function explainCombination(kind: "and" | "or", nodes: readonly CompiledNode[], scene: Scene): Account {
  const parts: Explanation[] = [];
  const combine = kind === "and" ? allOf : anyOf;
  const verdict = combine(nodes, (node) => {
    const part = explainNode(node, scene);
    parts.push(part);
    return part.verdict;
  });
  return { verdict, why: whyOf(kind, verdict, { judged: parts.length, all: nodes.length }), parts };
}

interface Counts {
  readonly judged: number;
  readonly all: number;
}

function whyOf(kind: "and" | "or", verdict: Verdict, { judged, all }: Counts): string {
  if (verdict instanceof Uncertain) return verdict.reason;
  if (kind === "and") return verdict ? `all ${all} rules match` : `rule ${judged} of ${all} does not match`;
  return verdict ? `rule ${judged} of ${all} matches` : `none of the ${all} rules matches`;
}
