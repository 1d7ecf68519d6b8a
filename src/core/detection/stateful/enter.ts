import { type CompiledNode, judgeNode, type Sequel, waitsForEvents } from "../compiled-node.js";
import { placeText } from "../problem.js";
import type { Scene } from "../scene.js";
import { Uncertain, type Verdict } from "../verdict.js";
import { type Following, type Links, noProgress, type Waiting } from "./waiting.js";

/** What one event makes of a node: an answer, or what must follow. */
export type Entered = Verdict | Waiting;

/** True for what is no answer yet. */
export function isWaiting(entered: Entered): entered is Waiting {
  return typeof entered === "object" && !(entered instanceof Uncertain);
}

/** Looks at a node with the event that may begin it: its own condition, then what must follow (reference: D&R, section 6). */
export function enter(node: CompiledNode, scene: Scene, links: Links): Entered {
  const own = ownCondition(node, scene, links);
  if (own === false || own instanceof Uncertain) return own;
  const sequels = node.sequels.map((sequel) => follow(sequel, links));
  const open = own === true ? sequels : [own, ...sequels];
  return open.length === 0 ? true : joined("all", open);
}

/** What follows a match of a node at this event; undefined when nothing must. */
export function beginSequels({ sequels }: CompiledNode, links: Links): Waiting | undefined {
  return sequels.length === 0
    ? undefined
    : joined(
        "all",
        sequels.map((sequel) => follow(sequel, links)),
      );
}

const follow = ({ link, node }: Sequel, { self, atMs }: Links): Following => ({
  kind: "following",
  place: placeText(node.at),
  anchor: { atom: self, atMs },
  family: link === "descendant" && self !== "" ? [self] : [],
  progress: noProgress,
});

function joined(kind: "all" | "any", parts: readonly Waiting[]): Waiting {
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind, parts };
}

const negatedSequel = new Uncertain("what not means for events that follow is not documented");

/** Parts that wait make the whole wait; everything else is judged on the event alone. */
function ownCondition(node: CompiledNode, scene: Scene, links: Links): Entered {
  const { combines } = node.operation;
  if (!combines?.parts.some(waitsForEvents)) return judgeNode(node, scene);
  if (node.negated) return negatedSequel;
  const { events } = node;
  if (events && !(scene.eventType !== undefined && events.has(scene.eventType))) return false;
  const entered = combines.parts.map((part) => enter(part, scene, links));
  return combines.kind === "and" ? allEntered(entered) : anyEntered(entered);
}

function allEntered(entered: readonly Entered[]): Entered {
  if (entered.includes(false)) return false;
  const doubt = entered.find((one) => one instanceof Uncertain);
  if (doubt) return doubt;
  const waiting = entered.filter(isWaiting);
  return waiting.length === 0 || joined("all", waiting);
}

function anyEntered(entered: readonly Entered[]): Entered {
  if (entered.includes(true)) return true;
  const waiting = entered.filter(isWaiting);
  if (waiting.length > 0) return joined("any", waiting);
  return entered.find((one) => one instanceof Uncertain) ?? false;
}
