import { parseEventPath } from "../event-path.js";
import { leafOperation } from "../leaf.js";
import type { NodeSource, Operator } from "../operator.js";
import { node, text } from "../parameter-types.js";
import { optional, required } from "../parameter.js";
import { isPlain } from "../text-comparison.js";
import { Uncertain } from "../verdict.js";
import { textAt } from "../written.js";
import { pathParameter } from "./shared.js";

/** A question about an identifier to the organization's users and hosts (documented: pivots in rules and outputs). */
export const pivot: Operator = {
  name: "pivot",
  category: "external",
  status: "recent",
  about: "asks the organization's users and hosts about an identifier; not answered offline",
  parameters: [
    pathParameter,
    required("from", text, "type of the identifier at path, such as sensor_id, hostname, email or ip"),
    required("to", text, "what is asked for, such as hostname, owner.email or owned.hostname"),
    optional("name", text, "names the answer in the metadata: pivot_NAME"),
    optional("metadata_rules", node, "a node on the answer (values, count, truncated, approximate)"),
  ],
  mistaken: { "metadata rules": "metadata_rules" },
  compile: (source) => compilePivot(source),
};

/** No identifier at the path is no match; what an identifier leads to only the service knows. */
function compilePivot({ raw, child }: NodeSource): ReturnType<Operator["compile"]> {
  const [from, to] = [textAt(raw, "from"), textAt(raw, "to")];
  const unanswered = new Uncertain(`what ${from} leads to (${to}) only the service can answer`);
  const operation = leafOperation({
    path: parseEventPath(raw["path"] as string),
    wording: () => ({ does: `leads to ${to}`, doesNot: `leads to no ${to}` }),
    prepare: () => (value) => (isPlain(value) ? unanswered : false),
  });
  if (raw["metadata_rules"] === undefined) return operation;
  return { ...operation, inner: { root: "metadata", node: child("metadata_rules") } };
}
