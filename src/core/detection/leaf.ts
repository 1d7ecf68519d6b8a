import type { Json } from "../model/json.js";
import type { Account, Operation } from "./compiled-node.js";
import { type EventPath, type Reached, reach, trailText } from "./event-path.js";
import { shown } from "./problem.js";
import { isMap, type Scene } from "./scene.js";
import { anyOf, Uncertain, type Verdict } from "./verdict.js";

/** Judges one value. */
export type ValueTest = (value: Json) => Verdict;

/** What the passing value does, `contains "x"`, and what the others do not, `does not contain "x"`. */
export interface Wording {
  readonly does: string;
  readonly doesNot: string;
}

/** An operator that looks at the values behind a path and is content with one that passes. */
export interface Leaf {
  readonly path: EventPath;
  /** What is asked of a value, for a person. */
  readonly wording: () => Wording;
  /** The test for one record. */
  readonly prepare: (scene: Scene) => ValueTest;
  /** Lists as such are tested; otherwise their elements are looked at, which is open. */
  readonly takesLists?: boolean;
  /** What would make a value pass, for the explanation. */
  readonly almost?: (value: Json) => string | undefined;
}

/** The operation of a leaf: true when any reached value passes (reference: D&R, section 3). */
export function leafOperation(leaf: Leaf): Operation {
  const judge = (scene: Scene) => {
    const test = leaf.prepare(scene);
    return anyOf(reach(leaf.path, scene), (reached) => judgeReached(leaf, reached, test));
  };
  return { judge, explain: (scene) => explainLeaf(leaf, scene) };
}

function judgeReached(leaf: Leaf, { value, doubt }: Reached, test: ValueTest): Verdict {
  const verdict = Array.isArray(value) && !leaf.takesLists ? judgeElements(value, test) : test(value);
  if (verdict === false || doubt === undefined) return verdict;
  return new Uncertain(doubt.reason, verdict === true ? doubt.reaches : undefined);
}

/** A list of plain values at the end of a path: the page of the operators writes `/?`, so the engine may not look into it. */
function judgeElements(list: readonly Json[], test: ValueTest): Verdict {
  const plain = list.filter((element) => typeof element !== "object");
  return anyOf(plain, test) === false ? false : plainList;
}

const plainList = new Uncertain(
  "whether a path looks into a list of plain values without /? is not documented",
  false,
);

/** How many values an explanation shows. */
const most = 20;

function explainLeaf(leaf: Leaf, scene: Scene): Account {
  const test = leaf.prepare(scene);
  const reached = [...reach(leaf.path, scene)];
  const verdicts = reached.map((one) => judgeReached(leaf, one, test));
  const verdict = anyOf(verdicts, (one) => one);
  const decisive = reached[verdicts.findIndex((one) => one === true || (verdict !== true && one !== false))];
  return {
    verdict,
    why: whyOf(leaf, { verdict, decisive, reached, scene }),
    path: leaf.path.text,
    reached: reached.slice(0, most).map((one) => ({ at: trailText(one), value: one.value })),
  };
}

interface Outcome {
  readonly verdict: Verdict;
  /** The value that decided, where one did. */
  readonly decisive: Reached | undefined;
  readonly reached: readonly Reached[];
  readonly scene: Scene;
}

function whyOf(leaf: Leaf, { verdict, decisive, reached, scene }: Outcome): string {
  const { does, doesNot } = leaf.wording();
  if (decisive) {
    const what = `${trailText(decisive)} ${shown(decisive.value)}`;
    return verdict instanceof Uncertain ? `${what}: ${verdict.reason}` : `${what} ${does}`;
  }
  const [first, ...others] = reached;
  if (!first) return whereItEnds(leaf.path, scene);
  const hint = leaf.almost?.(first.value);
  const end = hint === undefined ? "" : ` (${hint})`;
  if (others.length > 0) return `none of the ${reached.length} values at ${leaf.path.text} ${does}${end}`;
  return `${trailText(first)} ${shown(first.value)} ${doesNot}${end}`;
}

/** How far a path leads in a record, and what stands there instead. */
export function whereItEnds({ text, parts }: EventPath, scene: Scene): string {
  let last: Reached = { value: scene.root, trail: undefined, doubt: undefined };
  for (let kept = 1; kept < parts.length; kept += 1) {
    const [next] = reach({ text, parts: parts.slice(0, kept) }, scene);
    if (!next) break;
    last = next;
  }
  return `there is nothing at ${text}: ${trailText(last)} ${contentsOf(last.value)}`;
}

function contentsOf(value: Json): string {
  if (isMap(value)) {
    const keys = Object.keys(value);
    return keys.length === 0 ? "is empty" : `has ${keys.slice(0, most).join(", ")}`;
  }
  if (!Array.isArray(value)) return `is ${shown(value)}`;
  return value.length === 0 ? "is an empty list" : `is a list of ${value.length}`;
}
