/** The git-sync tree of an organization in the same repository: it writes rules of `dr-general`, too. */
export interface RulesElsewhere {
  /** Where the tree begins, relative to the root: `orgs/<oid>/index.yaml`. */
  readonly index: string;
  /** The file that has each rule, by key. */
  readonly rules: ReadonlyMap<string, string>;
  /** Why a part of it cannot be read, one sentence each. */
  readonly unreadable: readonly string[];
}
