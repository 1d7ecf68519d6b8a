import { answersOf } from "../command/answers.js";
import { findCommand } from "../command/catalogue.js";
import { splitCommand } from "../command/words.js";
import { targetSelector } from "../model/target.js";
import type { DeclaredTask } from "../model/task.js";
import { parseSelector } from "../selector/parse.js";
import { commandPlatforms } from "../selector/platforms.js";
import { possiblePlatforms } from "../selector/possible-platforms.js";
import type { PossibleAnswer } from "./possible-firing.js";

/** The answers that can come to a task, in success and in failure: each event type from each platform of its target. */
export interface PossibleAnswers {
  /** Name of the command. */
  readonly command: string;
  /** The event types of its own; empty when RECEIPT is all that answers. */
  readonly replies: readonly string[];
  /** The event types that can answer. */
  readonly events: readonly string[];
  /** As `events`, with what says that the command arrived: for every command, and with its token (reference: commands, section 1). */
  readonly heard: readonly string[];
  /** Names of the platforms that can answer. */
  readonly platforms: () => readonly string[];
}

/** Which answers a task can get; undefined when its line is no command. */
export function possibleAnswers(task: DeclaredTask): PossibleAnswers | undefined {
  const split = splitCommand(task.command);
  const entry = split.ok ? findCommand(split.words[0] ?? "") : undefined;
  if (entry === undefined) return undefined;
  const events = [...new Set([...answersOf(entry), ...entry.otherEvents])];
  return {
    command: entry.name,
    replies: entry.responseEvents.filter((event) => event !== "RECEIPT"),
    events,
    heard: [...new Set([...events, "CLOUD_NOTIFICATION"])],
    platforms: () => platformsOf(task),
  };
}

/** The platforms of a target; all where a selector leaves them open or matches none that takes commands. */
function platformsOf({ target }: DeclaredTask): readonly string[] {
  const parsed = parseSelector(targetSelector(target));
  const possible = parsed.ok ? possiblePlatforms(parsed.expression) : [];
  return possible.length === 0 ? commandPlatforms : possible;
}

/** Every answer that carries this investigation id. */
export function answersWith(
  investigationId: string,
  { platforms, heard }: PossibleAnswers,
): PossibleAnswer[] {
  const from = platforms();
  return heard.flatMap((eventType) => from.map((platform) => ({ investigationId, eventType, platform })));
}
