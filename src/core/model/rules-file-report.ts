/**
 * What became of the rules file of one organization. `current`: it is as it should be. `stale`: it is not, and was left so. `refused`:
 * it cannot be written, and nothing was changed.
 */
export interface RulesFileReport {
  /** Alias. */
  readonly organization: string;
  /** From the root of the repository. */
  readonly path: string;
  readonly result: "current" | "written" | "stale" | "refused";
  /** How many rules it has, or should have. */
  readonly rules: number;
  /** Why it was refused, and what to do. */
  readonly reason?: string;
}
