import type { Json } from "../../model/json.js";
import { type CompiledNode, explainNode, judgeNode } from "../compiled-node.js";
import { type EventPath, parseEventPath, type Reached, reach, trailText } from "../event-path.js";
import { whereItEnds } from "../leaf.js";
import type { Operator } from "../operator.js";
import { node } from "../parameter-types.js";
import { required } from "../parameter.js";
import type { Scene } from "../scene.js";
import { anyOf, Uncertain, type Verdict } from "../verdict.js";
import { pathParameter } from "./shared.js";

/** One element of a list at a time. */
export const scope: Operator = {
  name: "scope",
  category: "structure",
  status: "documented",
  about:
    "the rule matches on one element of the list, or on the map, at the path; inside, event/ is that element",
  parameters: [pathParameter, required("rule", node, "the node that one element must satisfy")],
  mistaken: { rules: "rule" },
  compile: ({ raw, child }) => {
    const scoped = { path: parseEventPath(raw["path"] as string), rule: child("rule") };
    return {
      inner: { root: "element", node: scoped.rule },
      judge: (scene) =>
        anyOf(elements(scoped.path, scene), (element) => judgeElement(scoped, element, scene)),
      explain: (scene) => explainScope(scoped, scene),
    };
  },
};

interface Scoped {
  readonly path: EventPath;
  readonly rule: CompiledNode;
}

/** The elements of the lists that a path leads to; anything else is an element itself. */
function* elements(path: EventPath, scene: Scene): Generator<Reached> {
  for (const reached of reach(path, scene)) {
    if (!Array.isArray(reached.value)) yield reached;
    else {
      for (const [index, value] of reached.value.entries()) {
        yield {
          value: value as Json,
          trail: { before: reached.trail, steps: [index] },
          doubt: reached.doubt,
        };
      }
    }
  }
}

const inside = (scene: Scene, { value }: Reached): Scene => ({ ...scene, root: value, kind: "element" });

function judgeElement({ rule }: Scoped, element: Reached, scene: Scene): Verdict {
  return doubted(element, judgeNode(rule, inside(scene, element)));
}

const doubted = ({ doubt }: Reached, verdict: Verdict): Verdict =>
  verdict === false || doubt === undefined ? verdict : new Uncertain(doubt.reason, doubt.reaches);

/** How many elements an explanation goes into. */
const most = 20;

function explainScope(
  { path, rule }: Scoped,
  scene: Scene,
): ReturnType<ReturnType<Operator["compile"]>["explain"]> {
  const found = [...elements(path, scene)];
  const verdict = anyOf(found, (element) => judgeElement({ path, rule }, element, scene));
  const all = found.map((element) => ({ element, explanation: explainNode(rule, inside(scene, element)) }));
  const shownFirst = [
    ...all.filter(({ explanation }) => explanation.verdict === verdict),
    ...all.filter(({ explanation }) => explanation.verdict !== verdict),
  ].slice(0, most);
  return {
    verdict,
    why: whyOf({ path, found, verdict, scene, first: shownFirst[0]?.element }),
    path: path.text,
    reached: shownFirst.map(({ element }) => ({ at: trailText(element), value: element.value })),
    parts: shownFirst.map(({ explanation }) => explanation),
  };
}

interface Outcome {
  readonly path: EventPath;
  readonly found: readonly Reached[];
  readonly verdict: Verdict;
  readonly scene: Scene;
  readonly first: Reached | undefined;
}

function whyOf({ path, found, verdict, scene, first }: Outcome): string {
  if (!first) {
    const [list] = reach(path, scene);
    return list ? `${trailText(list)} is an empty list` : whereItEnds(path, scene);
  }
  if (verdict instanceof Uncertain) return verdict.reason;
  if (verdict) return `${trailText(first)} satisfies the rule`;
  return `none of the ${found.length} elements at ${path.text} satisfies the rule`;
}
