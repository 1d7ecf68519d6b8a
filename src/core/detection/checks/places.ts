import type { CompiledNode } from "../compiled-node.js";

/** A node, and what surrounds it. */
export interface Place {
  readonly node: CompiledNode;
  readonly parent: Place | undefined;
  /** Where its paths start. */
  readonly root: "record" | "element" | "metadata";
  /** Inside `with child`, `with descendant` or `with events`. */
  readonly isStateful: boolean;
  /** Types of the events that the node can see, by the nearest node that names them; undefined for any. */
  readonly events: ReadonlySet<string> | undefined;
}

/** Every node of a rule. */
export function placesOf(top: CompiledNode): readonly Place[] {
  const places: Place[] = [];
  addPlaces({ node: top, parent: undefined, root: "record", isStateful: false, events: top.events }, places);
  return places;
}

function addPlaces(place: Place, places: Place[]): void {
  places.push(place);
  const { root, isStateful } = place;
  const { operation, sequels } = place.node;
  const inside = (node: CompiledNode): Place => ({
    node,
    parent: place,
    root,
    isStateful,
    events: node.events ?? place.events,
  });
  const { combines, inner } = operation;
  if (combines) for (const node of combines.parts) addPlaces(inside(node), places);
  if (inner) addPlaces({ ...inside(inner.node), root: inner.root }, places);
  for (const { node } of sequels)
    addPlaces({ ...inside(node), isStateful: true, events: node.events }, places);
}

/** The path that a node follows; undefined when it has none. */
export function pathOf({ node }: Place): string | undefined {
  const { path } = node.raw;
  return typeof path === "string" ? path : undefined;
}

/** Nodes that must hold together with this one: itself, and the other parts of every `and` it stands in. */
export function companions({ node, parent }: Place): readonly CompiledNode[] {
  const combines = parent?.node.operation.combines;
  if (!parent || !combines || parent.node.negated || !combines.parts.includes(node)) return [node];
  const outer = companions(parent).filter((other) => other !== parent.node);
  return combines.kind === "and" ? [...combines.parts, ...outer] : [node, ...outer];
}
