import type { Json, JsonObject } from "../core/model/json.js";
import type { Organization } from "./organization.js";
import { list, task, untask } from "./reliable-tasking.js";

/** An extension request that was let through. */
export interface ExtensionRequest {
  readonly organization: Organization;
  readonly data: JsonObject;
  /** Reads show the state of this instant, epoch milliseconds. */
  readonly viewMs: number;
}

/** An extension that can be subscribed to. */
export interface ExtensionKind {
  /** Action to the whole reply body. */
  readonly actions: Readonly<Record<string, (request: ExtensionRequest) => Json>>;
  /** What `extension/schema` shows of the actions (reference: API, 3.2). */
  readonly schema: JsonObject;
}

const text = (label: string): JsonObject => ({ data_type: "string", is_list: false, label });
const target = { sid: text("sensor"), tag: text("tag"), selector: text("selector") };
const action = (description: string, fields: JsonObject, requirements: Json): JsonObject => ({
  is_user_facing: true,
  is_impersonated: false,
  short_description: description,
  long_description: description,
  parameters: { fields, requirements },
});

/** Every extension that is served: one entry each. */
export const extensionKinds: ReadonlyMap<string, ExtensionKind> = new Map([
  [
    "ext-reliable-tasking",
    {
      actions: {
        task: ({ organization, data }) => ({ data: task(organization, data), error: "", retry: false }),
        untask: ({ organization, data }) => ({ data: untask(organization, data), error: "", retry: false }),
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
  ],
]);
