/** A query that makes no sense; the message says what and where. */
export class LcqlError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "LcqlError";
  }
}
