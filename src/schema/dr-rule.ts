import { Type } from "typebox";
import type { Action } from "../core/detection/action.js";
import { actions } from "../core/detection/actions/table.js";
import { nodeKeys, opKey } from "../core/detection/node-keys.js";
import type { Operator } from "../core/detection/operator.js";
import { operators } from "../core/detection/operators/table.js";
import type { Parameter } from "../core/detection/parameter.js";
import { suppressionParameters } from "../core/detection/suppression.js";
import { targets } from "../core/detection/targets.js";
import { timeDescriptor } from "../core/detection/times.js";
import type { Json, JsonObject } from "../core/model/json.js";
import { examplesOf } from "./dr-examples.js";
import { dialect } from "./words.js";

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** A parameter as editors complete it. */
function memberOf({ name, type, about, default: otherwise }: Parameter): JsonObject {
  return {
    ...type.schema,
    description: sentence(about),
    ...(otherwise === null ? {} : { default: otherwise }),
    examples: examplesOf(name, type.name),
  };
}

const membersOf = (parameters: readonly Parameter[]): JsonObject =>
  Object.fromEntries(parameters.map((parameter) => [parameter.name, memberOf(parameter)]));

interface DescribedMap {
  readonly parameters: readonly Parameter[];
  /** Members that are no parameters. */
  readonly more: JsonObject;
  readonly about: JsonObject;
  /** True where new members come without notice. */
  readonly isOpen?: boolean;
}

function mapOf({ parameters, more, about, isOpen = false }: DescribedMap): JsonObject {
  const names = parameters.filter(({ required }) => required).map(({ name }) => name);
  return {
    type: "object",
    ...about,
    required: [...[opKey, "action"].filter((key) => key in more), ...names],
    properties: { ...more, ...membersOf(parameters) },
    ...(isOpen ? {} : { additionalProperties: false }),
  };
}

const target: JsonObject = {
  type: "string",
  enum: targets.map(({ name }) => name),
  description: `What kind of records the rule is about. ${targets.map(({ name, about }) => `${name}: ${about}.`).join(" ")}`,
  default: "edr",
  examples: ["edr"],
};

const times: JsonObject = {
  type: "array",
  items: { $ref: "#/$defs/times" },
  description: "Time descriptors; the node counts only inside one of them.",
  examples: [[{ day_of_week_start: 2, day_of_week_end: 6, tz: "UTC" }]],
};

/** The schemas of the keys that nodes share, by the names of their definitions. */
const keyDefinitions: JsonObject = Object.fromEntries(
  Object.entries({ ...membersOf(nodeKeys), target, times }).map(([name, schema]) => [keyName(name), schema]),
);

const sharedKeys: JsonObject = Object.fromEntries(
  nodeKeys.map(({ name }) => [name, { $ref: `#/$defs/${keyName(name)}` }]),
);

function keyName(name: string): string {
  return `key-${name.replaceAll(" ", "-")}`;
}

function operatorSchema({ name, about, status, parameters }: Operator): JsonObject {
  const description = `${sentence(about)}${status === "legacy" ? " From older pages of the vendor." : ""}`;
  const more = { [opKey]: { const: name, description }, ...sharedKeys };
  return mapOf({ parameters, more, about: { title: name, description } });
}

const superseded: { readonly [status in Action["status"]]: string } = {
  documented: "",
  legacy: " Superseded.",
  used: " In official examples only.",
};

function actionSchema({
  name,
  about,
  status,
  effect,
  effectReason,
  isGrowing,
  parameters,
}: Action): JsonObject {
  const description = `${sentence(about)}${superseded[status]} ${sentence(`${effect}: ${effectReason}`)}`;
  const more = { action: { const: name, description }, suppression: { $ref: "#/$defs/suppression" } };
  return mapOf({ parameters, more, about: { title: name, description }, isOpen: isGrowing === true });
}

const event: JsonObject = {
  type: "object",
  description: "One event, with `routing` and `event`.",
  examples: [{ routing: { event_type: "RECEIPT" }, event: {} }],
};

const cases = (description: string): JsonObject => ({
  type: ["array", "null"],
  items: { type: "array", items: event },
  description,
  examples: [[[{ routing: { event_type: "RECEIPT" }, event: {} }]]],
});

/** Nodes, actions and what they share, by the names that `#/$defs/` refers to. */
export const ruleDefinitions: JsonObject = {
  node: {
    description: "A node: an operator with its parameters.",
    oneOf: operators.map(operatorSchema),
    examples: [{ op: "exists", path: "event/ERROR" }],
  },
  action: {
    description: "A response action with its parameters.",
    oneOf: actions.map(actionSchema),
    examples: [{ action: "report", name: "Reliable task ran" }],
  },
  suppression: mapOf({
    parameters: suppressionParameters,
    more: {},
    about: {
      description: "How often the action is done at most.",
      examples: [{ max_count: 1, period: "1h", is_global: false, keys: ["{{ .event.FILE_PATH }}"] }],
    },
  }),
  times: mapOf({
    parameters: timeDescriptor,
    more: {},
    about: {
      description: "Days of the week and minutes of the day in a time zone.",
      examples: [{ day_of_week_start: 2, day_of_week_end: 6, tz: "UTC" }],
    },
  }),
  ...keyDefinitions,
};

const detectExample: Json = {
  event: "RECEIPT",
  op: "starts with",
  path: "routing/investigation_id",
  value: "acme-version.r",
};

/** A detection and response rule of LimaCharlie, by the tables of operators and actions. */
export const drRule = Type.Unsafe<JsonObject>({
  $schema: dialect,
  $id: "urn:lctasks:schema:dr-rule",
  title: "LimaCharlie D&R rule",
  description: "A detection and response rule: what it matches, what it then does, and its unit tests.",
  examples: [{ detect: detectExample, respond: [{ action: "report", name: "Reliable task ran" }] }],
  type: "object",
  required: ["detect"],
  properties: {
    detect: {
      $ref: "#/$defs/node",
      description: "What the rule matches.",
      examples: [detectExample],
    },
    respond: {
      type: "array",
      items: { $ref: "#/$defs/action" },
      description: "What is done when the rule matches, in this order.",
      examples: [[{ action: "report", name: "Reliable task ran" }]],
    },
    tests: {
      type: ["object", "null"],
      properties: {
        match: cases("Tests that must match: each is a list of events, any of which may match."),
        non_match: cases("Tests that must not match: each is a list of events, none of which may match."),
      },
      additionalProperties: false,
      description: "Unit tests of the rule, run offline and by the service on every save.",
      examples: [{ match: [[{ routing: { event_type: "RECEIPT" }, event: {} }]], non_match: [] }],
    },
    acl_scopes: {
      type: "array",
      items: { type: "string" },
      description: "Scopes of access to the rule.",
      examples: [["soc"]],
    },
  },
  $defs: ruleDefinitions,
});
