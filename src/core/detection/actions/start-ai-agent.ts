import type { Action } from "../action.js";
import { hiveReference, map, text } from "../parameter-types.js";
import { optional } from "../parameter.js";

const secret = hiveReference("secret");

/** A session of an AI agent. */
export const startAiAgent: Action = {
  name: "start ai agent",
  status: "documented",
  about: "starts a session of an AI agent, described in the rule or by a record of hive ai_agent",
  parameters: [
    optional("prompt", text, "instructions; with definition, appended to those of the record", {
      template: "event",
    }),
    optional(
      "anthropic_secret",
      secret,
      "the provider's key, needed unless definition or another provider is given",
    ),
    optional("bedrock", map, "AWS Bedrock as the provider"),
    optional("vertex", map, "Google Vertex AI as the provider"),
    optional("definition", hiveReference("ai_agent"), "the agent's record"),
    optional("name", text, "name of the session", { template: "event" }),
    optional("lc_api_key_secret", secret, "key with which the session uses LimaCharlie"),
    optional("lc_uid_secret", secret, "user id, when that key is a user's"),
    optional("idempotent_key", text, "no second session with this key for a day", { template: "event" }),
    optional("debounce_key", text, "one session at a time with this key", { template: "event" }),
    optional("data", map, "fields of the event that go with the prompt", { template: "transform" }),
    optional("profile", map, "tools, model and limits of the session"),
    optional("profile_name", text, "name of a saved profile"),
  ],
  isGrowing: true,
  effect: "depends",
  effectReason: "an agent with a key can do anything that the key allows",
  actsOnSensor: false,
  leavesPlatform: true,
  check: (raw, at) => {
    if (raw["definition"] !== undefined || raw["prompt"] !== undefined) return [];
    return [
      {
        check: "rule/missing-parameter",
        severity: "error",
        message: "Cannot start an agent: there is neither a definition nor a prompt",
        fix: "add definition: hive://ai_agent/NAME, or prompt and anthropic_secret",
        at,
      },
    ];
  },
};
