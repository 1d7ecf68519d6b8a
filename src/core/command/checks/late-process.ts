import { formatDuration } from "../../model/duration.js";
import type { ParsedCommand } from "../parse.js";
import { type CommandCheck, isLongLived, ttlOf } from "./check.js";

/** Process ids and atoms do not survive a reboot, and ids are used again: late delivery hits another process. */
export const lateProcess: CommandCheck = {
  check: "command/late-process",
  severities: ["warning"],
  about:
    "A task may run at any time up to its TTL. Process ids and atoms name processes of this boot; ids are used again, so a queued command can reach an unrelated process.",
  run: (command, targets) =>
    isLongLived(targets)
      ? namedProcesses(command).map(({ what, column }) => ({
          severity: "warning",
          message: `${what} may name another process when this is delivered: that can be ${formatDuration(ttlOf(targets))} from now`,
          fix: "give the task a ttl of minutes, or find the process by name with a D&R rule",
          column,
        }))
      : [],
};

/** Values of `--pid` and its like that name no single process. */
const everyProcess: ReadonlySet<string> = new Set(["0", "-1"]);

/** The arguments that name a process by id or atom. */
function namedProcesses({
  flags,
  positionals,
}: ParsedCommand): { readonly what: string; readonly column: number }[] {
  const byFlag = flags
    .filter(({ flag }) => flag.long === "--pid" || flag.long === "--processatom")
    .flatMap(({ written, values }) =>
      values.map((value) => ({ ...value, what: `${written} ${value.text}` })),
    );
  const byPlace = positionals
    .filter(({ positional }) => positional.name === "pid" || positional.name === "atom")
    .flatMap(({ positional, values }) =>
      values.map((value) => ({ ...value, what: `${positional.name} ${value.text}` })),
    );
  return [...byFlag, ...byPlace].filter(({ text }) => !everyProcess.has(text));
}
