import { Type } from "typebox";
import type { JsonObject } from "../core/model/json.js";

const object = (description: string, examples: readonly object[]) =>
  Type.Unsafe<JsonObject>({ type: "object", description, examples });

const detect = Type.Unsafe<JsonObject>({
  type: "object",
  required: ["op"],
  properties: {
    op: {
      type: "string",
      minLength: 1,
      description: "The operator of this node.",
      examples: ["contains", "starts with", "is", "and", "or", "exists", "matches"],
    },
    event: {
      type: "string",
      minLength: 1,
      description: "Event type that is looked at.",
      examples: ["RECEIPT", "OS_VERSION_REP"],
    },
    events: {
      type: "array",
      minItems: 1,
      items: { type: "string", minLength: 1 },
      description: "Event types that are looked at.",
      examples: [["RECEIPT", "OS_VERSION_REP"]],
    },
    path: {
      type: "string",
      description: "Where in the event.",
      examples: ["routing/investigation_id", "event/ERROR"],
    },
    value: { description: "What the value is compared with.", examples: ["version"] },
    rules: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        description: "One node.",
        examples: [{ op: "exists", path: "event/ERROR" }],
      },
      description: "The nodes that `and` and `or` combine.",
      examples: [[{ op: "exists", path: "event/ERROR" }]],
    },
    not: { type: "boolean", description: "Inverts the result of this node.", examples: [true] },
  },
  description:
    "The detection of the rule. Left out, it is generated: the answers of the task's command that carry this task's token.",
  examples: [{ event: "RECEIPT", op: "contains", path: "routing/investigation_id", value: "version" }],
});

const action = Type.Unsafe<JsonObject>({
  type: "object",
  required: ["action"],
  properties: {
    action: {
      type: "string",
      minLength: 1,
      description: "What is done.",
      examples: ["report", "output", "add tag", "remove tag", "task", "extension request", "isolate network"],
    },
    name: { description: "Name of the detection or of the output.", examples: ["tasks-output"] },
  },
  description: "One response action with its parameters.",
  examples: [{ action: "report", name: "Reliable task ran" }],
});

const cases = (description: string) =>
  Type.Optional(
    Type.Array(
      Type.Array(
        object("One event, with `routing` and `event`.", [{ routing: { event_type: "RECEIPT" }, event: {} }]),
        {
          minItems: 1,
        },
      ),
      { description, examples: [[[{ routing: { event_type: "RECEIPT" }, event: {} }]]] },
    ),
  );

const tests = Type.Object(
  {
    match: cases("Tests that must match: each is a list of events, any of which may match."),
    non_match: cases("Tests that must not match: each is a list of events, none of which may match."),
  },
  {
    additionalProperties: false,
    description: "Unit tests of the rule, run offline and by the service on every save.",
    examples: [{ match: [[{ routing: { event_type: "RECEIPT" }, event: {} }]], non_match: [] }],
  },
);

/** One response rule of a task. */
export const response = Type.Object(
  {
    key: Type.Optional(
      Type.String({
        pattern: "^(?!lctasks\\.)(?=.*\\S)[^\\p{Cc}]{1,256}$",
        patternErrorMessage:
          "write the name of an existing rule, without control characters; names that begin with lctasks. are ours",
        description:
          "The name of an existing rule that somebody else made and that this becomes. Left out: lctasks.<project>.<task>. It keeps its name and its tags, and it is never deleted by us.",
        examples: ["handle-os-version"],
      }),
    ),
    detect: Type.Optional(detect),
    respond: Type.Array(action, {
      minItems: 1,
      description: "What is done when an answer arrives.",
      examples: [
        [
          { action: "output", name: "tasks-output" },
          { action: "report", name: "Reliable task ran" },
        ],
      ],
    }),
    tests: Type.Optional(tests),
  },
  {
    additionalProperties: false,
    description: "A detection and response rule that is in place before the task is issued.",
    examples: [{ respond: [{ action: "output", name: "tasks-output" }] }],
  },
);
