import type { Operator } from "../operator.js";
import { count, hiveReference, list, map, node, text } from "../parameter-types.js";
import { optional, required } from "../parameter.js";
import { offlineOperation } from "./offline.js";

/** A question to a language model; in tests the service itself reports that it is not supported. */
export const askAi: Operator = {
  name: "ask ai",
  category: "external",
  status: "recent",
  about: "asks a language model and judges its answer with metadata_rules; not evaluated offline",
  parameters: [
    required("definition", hiveReference("ai_agent"), "the agent, hive://ai_agent/NAME"),
    optional("prompt", text, "the question; templates of the event"),
    optional("data", map, "fields of the event that go with the question"),
    optional("questions", list, "typed questions, instead of response_schema and max_tokens"),
    optional("response_schema", map, "JSON Schema of the answer"),
    optional("max_tokens", count, "most tokens of the answer"),
    optional("timeout", count, "seconds to wait, 1 to 60", { default: 20 }),
    optional("cache_ttl", count, "seconds an answer is kept", { default: 3600 }),
    optional("metadata_rules", node, "a node on the answer; its paths start there"),
  ],
  compile: ({ raw, child }) => {
    const operation = offlineOperation("ask ai is not supported in this context");
    if (raw["metadata_rules"] === undefined) return operation;
    return { ...operation, inner: { root: "metadata", node: child("metadata_rules") } };
  },
};
