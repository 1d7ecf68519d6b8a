import { boolean, count, list, node, text, textList } from "./parameter-types.js";
import { optional, type Parameter } from "./parameter.js";

/** A key that nodes may have whatever their operator. */
export interface NodeKey extends Parameter {
  /** `any` node; the `top` node; `stateful`: a node that waits for later events, or is part of one. */
  readonly where: "any" | "top" | "stateful";
}

const key = (where: NodeKey["where"], parameter: Parameter): NodeKey => ({ ...parameter, where });

/** The name of the operator: not among the keys below, since nothing is a node without it. */
export const opKey = "op";

/** The keys that nodes share (reference: D&R data, node_keys). */
export const nodeKeys: readonly NodeKey[] = [
  key("any", optional("not", boolean, "inverts the result of the node", { default: false })),
  key("any", optional("event", text, "type of the events that the node is about; exact, letter case counts")),
  key("any", optional("events", textList, "as event, for several types")),
  key("any", optional("times", list, "time descriptors; the node counts only inside one of them")),
  key("top", optional("target", text, "what kind of records the rule is about", { default: "edr" })),
  key("any", optional("with child", node, "stateful: a later event of a child must match")),
  key("any", optional("with descendant", node, "stateful: a later event of a descendant must match")),
  key("any", optional("with events", node, "stateful: later events of the same sensor must match")),
  key(
    "top",
    optional("report latest event", boolean, "stateful: report the last event, not the first", {
      default: false,
    }),
  ),
  key("stateful", optional("is stateless", boolean, "all parts must hold on one event", { default: false })),
  key("stateful", optional("count", count, "how often the node must match", { default: 1 })),
  key("stateful", optional("within", count, "seconds within which it must match")),
  key("top", optional("artifact type", text, "target artifact: its type")),
  key("top", optional("artifact path", text, "target artifact: how its path begins")),
  key("top", optional("artifact source", text, "target artifact: its source")),
  key("top", optional("log type", text, "older name of artifact type, with target log", { mark: "src" })),
];

/** The keys that declare what must follow, with the link to the event before. */
export const sequelKeys = [
  ["with child", "child"],
  ["with descendant", "descendant"],
  ["with events", "events"],
] as const;
