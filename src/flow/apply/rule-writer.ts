import type { WritableOrganization } from "../../ports/organization.js";
import type { Rules } from "../../ports/rules.js";

/** What writes rules. Throws where files bring them into the organization: the table of decisions asks for no write there. */
export function ruleWriterOf({ ruleWriter }: Pick<WritableOrganization, "ruleWriter">): Rules {
  if (ruleWriter !== undefined) return ruleWriter;
  throw new Error("Cannot write a rule: `rulesTo` says that only files bring rules into this organization");
}
