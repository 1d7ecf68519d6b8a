/** The organization as such: who we are there and what it is subscribed to. */
export interface Account {
  /** Names of the extensions the organization is subscribed to. */
  subscriptions(): Promise<ReadonlySet<string>>;
  subscribe(extension: string): Promise<void>;
}
