/** Where a person (or a log) reads and answers. */
export interface Console {
  /** The result, to standard output. */
  print(text: string): void;
  /** Something to read beside the result, to standard error. */
  note(text: string): void;
  /** What is going on, to standard error: a live line on a terminal; elsewhere a plain line, or nothing for what is only of the moment. */
  progress(text: string, of?: "the moment"): void;
  /** A yes or no from a person; undefined when nobody can answer (no terminal). */
  confirm(question: string): Promise<boolean | undefined>;
}
