import { answersOf } from "../answers.js";
import type { CommandEntry } from "../catalogue.js";
import type { CommandCheck } from "./check.js";

/** Platforms that the target allows and the command does not run on. */
export const platform: CommandCheck = {
  check: "command/platform",
  severities: ["warning", "note"],
  about: "Sensors of a platform that the command does not exist for answer UNSUPPORTED_FOR_PLATFORM.",
  run: ({ entry }, { platforms = [], anyPlatform = false }) => {
    const without = platforms.filter((name) => !runsOn(entry).includes(name));
    if (without.length === 0) return [];
    const supported = runsOn(entry).join(", ") || "no platform that we know of";
    return [
      {
        severity: anyPlatform ? "note" : "warning",
        message: `${entry.name} does not run on ${without.join(", ")}; it runs on ${supported}`,
        fix: "narrow the selector to the platforms that it runs on",
      },
    ];
  },
};

const runsOn = ({ platforms }: CommandEntry): string[] =>
  Object.entries(platforms).flatMap(([name, runs]) => (runs ? [name] : []));

/** A response rule that listens to none of the events that can answer. */
export const unheardAnswer: CommandCheck = {
  check: "command/unheard-answer",
  severities: ["warning"],
  about: "The response rule listens to event types that cannot carry this command's answer.",
  run: ({ entry }, { respondsTo }) => {
    const answers = answersOf(entry);
    if (
      respondsTo === undefined ||
      answers.length === 0 ||
      respondsTo.some((event) => answers.includes(event))
    )
      return [];
    return [
      {
        severity: "warning",
        message: `${entry.name} answers with ${answers.join(" or ")}, the rule listens to ${respondsTo.join(", ") || "nothing"}`,
        fix: `let the rule listen to ${answers[0]}`,
      },
    ];
  },
};
