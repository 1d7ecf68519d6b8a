/** One pending request as people and programs read it. `task` and `run` are set when it is ours. */
export interface QueuedRun {
  readonly taskId: string;
  readonly command?: string;
  readonly context: string;
  readonly task?: string;
  readonly run?: number;
  /** Epoch milliseconds. */
  readonly expiresAtMs?: number;
  /** Sensors that still wait; `hostname` is the id where the listing does not know it. */
  readonly sensors: readonly { readonly sid: string; readonly hostname: string; readonly online: boolean }[];
}

/** What is pending in one organization. */
export interface QueueReport {
  readonly organization: string;
  readonly oid: string;
  /** Server time, epoch milliseconds. */
  readonly nowMs: number;
  readonly runs: readonly QueuedRun[];
}
