/** One command that one sensor was really told to run: the judge of "never twice". */
export type Delivery = {
  /** ISO 8601, sandbox time. */
  readonly at: string;
  readonly sid: string;
  readonly task_id: string;
  /** The command line. */
  readonly task: string;
  readonly context: string;
};
