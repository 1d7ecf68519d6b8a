/** Somebody who answers questions, one line each. */
export interface Asker {
  /** The answer, without spaces around it; undefined when no more answers come. */
  ask(question: string): Promise<string | undefined>;
  close(): void;
}
