import type { Finding, Severity } from "../model/finding.js";
import type { Ignore } from "../model/ignore.js";
import { nearestName } from "../model/nearest.js";
import { checkTable, isSilencable } from "./check-table/table.js";
import { checks } from "./checks.js";
import { quoted } from "./describe.js";
import type { Source } from "./source.js";

/** An entry of `ignore` as the schemas accept it. */
export interface WrittenIgnore {
  readonly check: string;
  readonly severity?: Severity;
  readonly reason: string;
}

/** The entries of an `ignore` that can be followed, and what is wrong with the others. */
export interface ReadIgnores {
  readonly ignores: readonly Ignore[];
  readonly findings: readonly Finding[];
}

/** Reads the `ignore` of a task or of the configuration. */
export function readIgnores(entries: readonly WrittenIgnore[], source: Source): ReadIgnores {
  const ignores: Ignore[] = [];
  const findings: Finding[] = [];
  for (const [index, entry] of entries.entries()) {
    const at = source.value(["ignore", index, "check"]);
    const wrong = refusal(entry.check);
    if (wrong === undefined) ignores.push({ ...entry, at });
    else findings.push({ ...wrong, severity: "error", at });
  }
  return { ignores, findings };
}

type Refusal = Pick<Finding, "check" | "message" | "fix">;

function refusal(check: string): Refusal | undefined {
  if (isSilencable(check)) return undefined;
  if (!checkTable.has(check)) return unknown(check);
  const message = `Cannot silence ${check}`;
  const refused = { check: checks.ignoreRefused };
  if (check.startsWith("policy/"))
    return {
      ...refused,
      message: `${message}: limits and policy yield only to where they are set`,
      fix: yields[check] ?? "Write the limit that is meant under limits in the configuration",
    };
  if (check.startsWith("plan/"))
    return { ...refused, message: `${message}: it is about what is live, not about a file`, fix: remove };
  if (check.startsWith("ignore/"))
    return { ...refused, message: `${message}: it is about ignore`, fix: remove };
  return {
    ...refused,
    message: `${message}: it says that something cannot be read or cannot run`,
    fix: `Put right what it says, and remove the entry`,
  };
}

const remove = "Remove the entry";

/** What the policies yield to that are no limits. */
const yields: { readonly [check: string]: string } = {
  "policy/acknowledgement": "Write what the task is allowed to be in its acknowledge",
  "policy/denied-command": "Take the command out of policy.deny in the configuration",
  "policy/empty-input": "Declare a task; when it is meant that there is none: --allow-empty",
};

function unknown(check: string): Refusal {
  const near = nearestName(check, checkTable.keys()) ?? sameEnd(check);
  return {
    check: checks.ignoreUnknown,
    message: `Cannot silence ${quoted(check)}: there is no such check`,
    fix:
      near === undefined
        ? "Write the id that stands below a finding, for example command/late-process"
        : `Write ${near} if that is meant`,
  };
}

/** `late-process` for `command/late-process`, and `command-late-process` likewise. */
function sameEnd(check: string): string | undefined {
  return [...checkTable.keys()].find((id) => id.endsWith(`/${check}`));
}
