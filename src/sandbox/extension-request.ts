import type { JsonObject } from "../core/model/json.js";
import type { Call } from "./call.js";
import type { Organization } from "./organization.js";

/** An extension request that was let through. */
export interface ExtensionRequest {
  readonly organization: Organization;
  readonly data: JsonObject;
  /** Reads show the state of this instant, epoch milliseconds. */
  readonly viewMs: number;
  /** The request, made by whom it is made for: the token sent along where the extension impersonates. */
  readonly call: Call;
}

/** Every extension that can be subscribed to. */
export const extensionNames = ["ext-reliable-tasking", "ext-infrastructure"] as const;

export type ExtensionName = (typeof extensionNames)[number];

/** True for the name of an extension that there is. */
export function isExtensionName(name: string): name is ExtensionName {
  return (extensionNames as readonly string[]).includes(name);
}
