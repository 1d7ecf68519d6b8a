import type { Json, JsonObject } from "../core/model/json.js";
import { enveloped } from "./answer.js";
import { fetchConfiguration, pushConfiguration } from "./infrastructure/actions.js";
import { type ExtensionName, type ExtensionRequest, isExtensionName } from "./extension-request.js";
import { list, task, untask } from "./reliable-tasking.js";

/** An extension that can be subscribed to. */
export interface ExtensionKind {
  readonly description: string;
  /** Acts with the token that the caller sends along (reference: API, 3.3). */
  readonly impersonates: boolean;
  /** Action to the whole reply body. */
  readonly actions: Readonly<Record<string, (request: ExtensionRequest) => Json>>;
  /** What `extension/schema` shows of the actions (reference: API, 3.2). */
  readonly schema: JsonObject;
}

const text = (label: string): JsonObject => ({ data_type: "string", is_list: false, label });
const object = (label: string): JsonObject => ({ data_type: "object", is_list: false, label });
const target = { sid: text("sensor"), tag: text("tag"), selector: text("selector") };
const action = (
  description: string,
  fields: JsonObject,
  requirements: Json,
  is_impersonated = false,
): JsonObject => ({
  is_user_facing: true,
  is_impersonated,
  short_description: description,
  long_description: description,
  parameters: { fields, requirements },
});

/** Every extension that is served: one entry each. */
const kinds: Readonly<Record<ExtensionName, ExtensionKind>> = {
  "ext-reliable-tasking": {
    description: "tasks that wait for sensors to be online",
    impersonates: false,
    actions: {
      task: ({ organization, data }) => enveloped(task(organization, data)),
      untask: ({ organization, data }) => enveloped(untask(organization, data)),
      list: ({ organization, data, viewMs }) => list(organization, data, viewMs),
    },
    schema: {
      task: action(
        "task sensors, delivered when they are online",
        {
          ...target,
          task: text("command"),
          context: text("context"),
          ttl: { data_type: "integer", label: "ttl" },
        },
        [["sid", "tag", "selector"], ["task"]],
      ),
      untask: action("delete queued tasks", { ...target, task_id: text("task id") }, [
        ["sid", "tag", "selector"],
      ]),
      list: action("list queued tasks", target, []),
    },
  },
  "ext-infrastructure": {
    description: "the organization's configuration as one document",
    impersonates: true,
    actions: {
      fetch: (request) => enveloped(fetchConfiguration(request)),
      push: (request) => enveloped(pushConfiguration(request)),
    },
    schema: {
      fetch: action("get the configuration", { options: object("what to fetch") }, [], true),
      push: action(
        "make the organization as the configuration says",
        { config: text("the configuration, YAML"), options: object("what to push and how") },
        [["config"]],
        true,
      ),
    },
  },
};

/** An extension by its name; undefined when there is none. */
export function extensionKind(name: string): ExtensionKind | undefined {
  return isExtensionName(name) ? kinds[name] : undefined;
}
