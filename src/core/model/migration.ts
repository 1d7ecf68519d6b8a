import type { JsonObject } from "./json.js";

/**
 * What became of one rule that calls the legacy service. `convertible`: a dry run would have written it. `refused`: it cannot be converted
 * safely. `unreadable`: its content is locked or restricted. `failed`: the write did not go through.
 */
export interface RuleMigration {
  /** Where it is: `dr-general/name`, or a file with its line. */
  readonly name: string;
  readonly result: "convertible" | "converted" | "refused" | "unreadable" | "failed";
  readonly reasons: readonly string[];
  readonly before?: JsonObject;
  readonly after?: JsonObject;
}
