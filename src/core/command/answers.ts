import { remembered } from "../model/remembered.js";
import { type CommandEntry, type Effect, findCommand } from "./catalogue.js";
import { flagValue, isProblem, type ParsedCommand, parseCommand } from "./parse.js";
import { splitCommand } from "./words.js";

/**
 * Event types that can carry the answer of a command together with the token: its own, and RECEIPT unless the command is
 * documented to give none. Artifact events are never among them: they carry no `investigation_id` (reference: events, section 1).
 * Empty when no answer can come, or when the line is no command.
 */
export const answerEvents = remembered(1000, (line: string): readonly string[] => {
  const split = splitCommand(line);
  const entry = split.ok ? findCommand(split.words[0] ?? "") : undefined;
  return entry ? answersOf(entry) : [];
});

/** As `answerEvents`, of a command of the catalogue. */
export function answersOf(entry: CommandEntry): readonly string[] {
  return entry.receipt === "no" ? entry.responseEvents : [...new Set([...entry.responseEvents, "RECEIPT"])];
}

/** What a command does to the host it runs on. */
export interface CommandEffect {
  readonly effect: Effect;
  /** It takes down the host, the session or the agent, and with it the acknowledgement: it may be delivered again. */
  readonly selfKilling: boolean;
  /** Contents of files, memory or programs' output leave the host. */
  readonly dataLeavesHost: boolean;
}

/** What a line does, by the catalogue. A line that is no command is taken for the worst. */
export const effectOf = remembered(1000, (line: string): CommandEffect => {
  const command = parseCommand(line);
  if (isProblem(command)) return { effect: "destructive", selfKilling: true, dataLeavesHost: true };
  const { entry } = command;
  return {
    effect: entry.effect,
    selfKilling: selfKilling(command),
    dataLeavesHost: leavesHost(entry),
  };
});

/** Commands that kill their own acknowledgement (reference: commands, section 5). */
const killers: ReadonlySet<string> = new Set([
  "reboot",
  "shutdown",
  "restart",
  "uninstall",
  "upgrade_core",
  "logoff",
]);

/** Words of shells that do the same: the program's name, not part of a longer one or of a file's. */
const killingWords =
  /(?<![\w-])(?:shutdown|reboot|poweroff|halt|logoff|restart-computer|stop-computer|(?:tel)?init\s+[06])(?![\w-]|\.(?!exe\b))/i;

/** True for a command that takes down what would acknowledge it. */
export function selfKilling(command: ParsedCommand): boolean {
  if (killers.has(command.entry.name)) return true;
  return ["--shell-command", "--arguments"].some((flag) => killingWords.test(flagValue(command, flag) ?? ""));
}

/** Commands whose answer is made of contents, whatever their group (reference: commands, section 1). */
const senders: ReadonlySet<string> = new Set([
  "artifact_get",
  "doc_cache_get",
  "file_get",
  "history_dump",
  "log_get",
  "mem_find_string",
  "mem_read",
  "mem_strings",
  "run",
]);

/** True for a command whose answer is made of contents. */
export const leavesHost = (entry: CommandEntry): boolean => senders.has(entry.name);
