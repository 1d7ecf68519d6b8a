import type { Identity } from "../core/model/identity.js";

/** The organization as such: who we are there and what it is subscribed to. */
export interface Account {
  /** Names of the extensions the organization is subscribed to. */
  subscriptions(): Promise<ReadonlySet<string>>;
  /** Names of its outputs; undefined when our key may not see them. */
  outputs(): Promise<ReadonlySet<string> | undefined>;
  subscribe(extension: string): Promise<void>;
  /** Who our key is and what it may do; never throws for what the service says or does not say. */
  who(): Promise<Identity>;
}
