import type { Severity } from "../../model/finding.js";

/** What docs/checks.md says of one check, and whether files may silence it. */
export interface CheckPage {
  /** `held`: no finding on a file, but the reason why a change is not applied. */
  readonly severities: readonly (Severity | "held")[];
  /** True where `ignore` may silence its warnings and notes, or give them another severity. Errors say that something cannot run: they stay. */
  readonly silencable: boolean;
  /** What it means and why it matters. */
  readonly about: string;
  /** How to put it right; absent where it depends on the place, and the finding itself says it. */
  readonly fix?: string;
}

/** A check whose findings are errors. */
export const error = (about: string, fix?: string): CheckPage => page(["error"], false, about, fix);

/** A check whose findings are warnings. */
export const warning = (about: string, fix?: string): CheckPage => page(["warning"], true, about, fix);

/** A check whose findings are notes. */
export const note = (about: string, fix?: string): CheckPage => page(["note"], true, about, fix);

/** A check whose findings are errors or warnings, by how much is certain. */
export const either = (about: string, fix?: string): CheckPage =>
  page(["error", "warning"], true, about, fix);

/** A limit or policy: what it refuses is held, and yields only to where the limit or policy is set. */
export const held = (about: string, fix?: string): CheckPage => page(["held"], false, about, fix);

/** The same check, about what no file decides. */
export const unsilencable = (of: CheckPage): CheckPage => ({ ...of, silencable: false });

const page = (
  severities: CheckPage["severities"],
  silencable: boolean,
  about: string,
  fix?: string,
): CheckPage => ({ severities, silencable, about, ...(fix === undefined ? {} : { fix }) });
