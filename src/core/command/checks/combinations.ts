import { hasFlag, type ParsedCommand } from "../parse.js";
import type { CommandCheck, CommandRemark } from "./check.js";

const given = (command: ParsedCommand, flags: readonly string[]): string[] =>
  flags.filter((flag) => hasFlag(command, flag));

/** Flags of which a command takes one at most. */
const exclusive: { readonly [command: string]: readonly string[] } = {
  run: ["--shell-command", "--payload-name"],
  seal: ["--enable", "--disable"],
};

/** Two flags that exclude one another. */
export const conflict: CommandCheck = {
  check: "command/conflict",
  severities: ["warning"],
  about: "Two flags of which the command takes one; which of them counts is not documented.",
  run: (command) => {
    const both = given(command, exclusive[command.entry.name] ?? []);
    return both.length > 1
      ? [
          {
            severity: "warning",
            message: `${both.join(" and ")} exclude one another`,
            fix: "keep one of them",
          },
        ]
      : [];
  },
};

/** Flags of which a command needs one in practice, though its usage text requires none. */
const needed: { readonly [command: string]: readonly string[] } = {
  artifact_get: ["--file", "--source"],
  doc_cache_get: ["--file_pattern", "--hash"],
  log_get: ["--file", "--source"],
  mem_map: ["--pid", "--processatom"],
  mem_read: ["--pid", "--processatom"],
  mem_strings: ["--pid", "--processatom"],
  os_kill_process: ["--pid", "--processatom"],
  os_resume: ["--pid", "--processatom", "--tid"],
  os_suspend: ["--pid", "--processatom", "--tid"],
  seal: ["--enable", "--disable"],
};

/** Nothing says what the command is about. */
export const noSubject: CommandCheck = {
  check: "command/no-subject",
  severities: ["warning"],
  about:
    "The usage text requires none of these flags, and without one of them the command has nothing to act on.",
  run: (command) => {
    const flags = needed[command.entry.name] ?? [];
    if (command.help || flags.length === 0 || given(command, flags).length > 0) return [];
    const choice = flags.join(" or ");
    return [
      { severity: "warning", message: `${command.entry.name} has nothing to act on`, fix: `add ${choice}` },
    ];
  },
};

/** A flag whose absence does something. */
export const silentOff: CommandCheck = {
  check: "command/silent-off",
  severities: ["warning"],
  about: "set_performance_mode without --is-enabled is no query: it turns the mode off.",
  run: (command): CommandRemark[] =>
    command.entry.name === "set_performance_mode" && !command.help && command.flags.length === 0
      ? [
          {
            severity: "warning",
            message: "set_performance_mode without --is-enabled turns the mode off",
            fix: "add --is-enabled, or --is-enabled=false to say that you mean it",
          },
        ]
      : [],
};
