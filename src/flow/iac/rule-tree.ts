import type { RulesElsewhere } from "../../core/model/rules-elsewhere.js";
import type { Files } from "../../ports/files.js";

/**
 * What git-sync writes into `dr-general` of an organization, from `orgs/<oid>/index.yaml` and what that includes (reference: API, 9.3).
 * Undefined where the repository has no such tree. YAML is read only when there is one; nothing outside the root is.
 */
export async function ruleTreeOf(files: Files, oid: string): Promise<RulesElsewhere | undefined> {
  const isOurs = ({ path }: { readonly path: string }): boolean => path.split("/")[1]?.toLowerCase() === oid;
  const index = files.find(["orgs/*/index.yaml"]).find(isOurs);
  if (index === undefined) return undefined;
  const { rulesWithIncludes } = await import("./rules-with-includes.js");
  const { rules, unreadable } = rulesWithIncludes(files, index);
  return {
    index: index.path,
    rules: new Map(rules.map(({ name, file }) => [name, file])),
    unreadable,
  };
}
