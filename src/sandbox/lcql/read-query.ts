import { LcqlError } from "./lcql-error.js";
import { type LcqlQuery, parseQuery } from "./query.js";

/** A query, or what makes no sense in it, in the words of the services that search. */
export function readQuery(text: string): LcqlQuery | { readonly problem: string } {
  try {
    return parseQuery(text);
  } catch (error) {
    if (error instanceof LcqlError) return { problem: `error parsing query: ${error.message}` };
    throw error;
  }
}
