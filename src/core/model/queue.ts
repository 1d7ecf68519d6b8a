/** The pending deliveries of one request, all its sensors together. */
export interface QueueEntry {
  /** As the service gave it; not necessarily a UUID. */
  readonly taskId: string;
  /** The command line; undefined when the answer did not carry it. */
  readonly command?: string;
  /** What was sent as `context`. */
  readonly context: string;
  /** Epoch milliseconds; undefined when the answer's value was no usable instant. */
  readonly expiresAtMs?: number;
  /** The selector that it was requested with; undefined when the answer does not tell. */
  readonly selector?: string;
  /** Sensors that still wait. Empty for a listing that aggregates: pending somewhere. */
  readonly sids: readonly string[];
}

/** What `list` said: the entries, or why it cannot be relied on. Never an exception, never an empty list by mistake. */
export type QueueReading =
  | { readonly readable: true; readonly entries: readonly QueueEntry[] }
  | {
      readonly readable: false;
      /** Why, as a sentence for a person. */
      readonly reason: string;
      /** The answer's structure with all values replaced by their types. */
      readonly shape: string;
    };

/** A non-empty task id: the only thing that can be cancelled. */
export type TaskId = string & { readonly __taskId: true };

/** Makes a task id of text. Throws a RangeError when it is empty: an untask request without one would empty whole queues (reference: API, 4.2). */
export function taskId(text: string): TaskId {
  if (!isTaskId(text)) throw new RangeError("Cannot name a task id: the text is empty");
  return text;
}

const isTaskId = (text: string): text is TaskId => text.trim() !== "";
