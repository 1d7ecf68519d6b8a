/**
 * A value that an earlier decision guarantees, so that nobody has to guess about it later.
 * Throws an Error that names it when decision and use disagree: a mistake of this program, and nothing may be sent on it.
 */
export function given<T>(value: T | undefined, what: string): T {
  if (value === undefined)
    throw new Error(`Cannot go on: ${what} is missing where it was decided to be there`);
  return value;
}
