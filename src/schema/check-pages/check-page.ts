import type { Severity } from "../../core/model/finding.js";

/** What docs/checks.md says of one check. */
export interface CheckPage {
  /** `held`: no finding on a file, but the reason why a change is not applied. */
  readonly severities: readonly (Severity | "held")[];
  /** What it means and why it matters. */
  readonly about: string;
  /** How to put it right; absent where it depends on the place, and the finding itself says it. */
  readonly fix?: string;
}

/** A check whose findings are errors. */
export const error = (about: string, fix?: string): CheckPage => page(["error"], about, fix);

/** A check whose findings are warnings. */
export const warning = (about: string, fix?: string): CheckPage => page(["warning"], about, fix);

/** A check whose findings are errors or warnings, by how much is certain. */
export const either = (about: string, fix?: string): CheckPage => page(["error", "warning"], about, fix);

/** A limit or policy: what it refuses is held. */
export const held = (about: string, fix?: string): CheckPage => page(["held"], about, fix);

const page = (severities: CheckPage["severities"], about: string, fix?: string): CheckPage => ({
  severities,
  about,
  ...(fix === undefined ? {} : { fix }),
});
