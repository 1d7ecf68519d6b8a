/** What shows that a run was taken, beside the queue: an answer of a sensor, or a word of the extension. */
export interface Evidence {
  /** Type of the event that carries the token, for example `RECEIPT` or `add_task`. */
  readonly event: string;
  readonly sid: string;
  /** Where the event names it. */
  readonly taskId?: string;
}

/** What was found of tokens whose runs are unresolved, by token; a text: why nobody could look. */
export type EvidenceByToken = ReadonlyMap<string, Evidence | string>;
