/** Results that earlier runs of this very program kept, each under a name for all it was made from. Safe to lose at any time. */
export interface KeptResults<T> {
  /** The name of what is made of these bytes in this context. */
  nameOf(context: readonly string[], bytes: Uint8Array): string;
  /** What was kept; undefined when nothing was. */
  get(name: string): T | undefined;
  /** Has a result kept: only what was set since is there after `save`. */
  set(name: string, result: T): void;
  /** Keeps what was set for the next run, where that is possible. */
  save(): void;
}
