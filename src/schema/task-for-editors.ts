import type { JsonObject } from "../core/model/json.js";
import { ruleDefinitions } from "./dr-rule.js";
import { response } from "./response.js";
import { task } from "./task.js";

const { detect, respond } = response.properties;

/**
 * The schema of task files with the language of rules in it: an editor then completes every operator and action where it stands.
 * `validate` checks the shape by the plain schema and leaves the language to the compiler, which says more than a schema can.
 */
export const taskForEditors: JsonObject = {
  ...plain(task),
  properties: {
    ...plain(task.properties),
    response: {
      ...plain(task.properties.response),
      items: {
        ...plain(response),
        properties: {
          ...plain(response.properties),
          detect: { ...about(detect), $ref: "#/$defs/node" },
          respond: { ...plain(respond), items: { $ref: "#/$defs/action" } },
        },
      },
    },
  },
  $defs: ruleDefinitions,
};

/** A schema as the JSON that it is: the builder's marks are no data. */
function plain(schema: object): JsonObject {
  return JSON.parse(JSON.stringify(schema)) as JsonObject;
}

/** What a schema says to people. */
function about(schema: object): JsonObject {
  const { description = "", examples = [] } = plain(schema);
  return { description, examples };
}
