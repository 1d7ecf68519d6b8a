import { Type } from "typebox";
import { definitions, foreign, held, ref } from "./plan.js";
import { walked } from "./walked.js";

const closed = { additionalProperties: false } as const;

const kinds = [
  "rule-edited",
  "rule-disabled",
  "rule-deleted",
  "rule-replaced",
  "run-probably-cancelled",
  "unsubscribed",
  "ledger-lost",
  "ledger-rolled-back",
  "paused",
] as const;

const moved = Type.Object(
  {
    kind: Type.Enum([...kinds]),
    object: Type.Enum(["rule", "run", "task", "organization"]),
    name: Type.String({ description: "Rule key, task name, or the name of what is gone." }),
    message: Type.String(),
    repair: Type.String({ description: "How it is put back, or what a person must decide." }),
    diff: Type.Array(ref("fieldDiff"), {
      description: "What changed in live; `before` is as it was applied.",
    }),
  },
  { ...closed, description: "One thing that moved in live, without Git moving." },
);

const organization = Type.Object(
  {
    organization: Type.String({ description: "Alias." }),
    oid: Type.String(),
    nowMs: Type.Integer({ description: "When it was looked at. Server time, epoch milliseconds." }),
    drift: Type.Array(moved),
    blind: Type.Array(Type.String(), { description: "Why something could not be looked at." }),
    beside: Type.Optional(
      Type.Array(Type.String(), { description: "Who else writes there, and may move things again." }),
    ),
    would: Type.Array(ref("change"), { description: "Not drift: what the next apply would change." }),
    held: Type.Array(held, { description: "Not drift: what a person must decide." }),
    foreign: Type.Array(foreign, { description: "Not drift: what the project does not own." }),
  },
  closed,
);

/** What `drift --format json` prints. */
export const drift = walked(
  {
    command: "drift",
    description: "What moved in live without Git, for every organization.",
    definitions,
  },
  organization,
);
