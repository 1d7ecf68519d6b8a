import { leavesHost, selfKilling } from "../answers.js";
import type { ParsedCommand } from "../parse.js";
import type { CommandCheck } from "./check.js";

/** What cannot be undone. */
export const destructive: CommandCheck = {
  check: "command/destructive",
  severities: ["note"],
  about: "The command changes the host in a way that it does not undo.",
  run: ({ entry }) =>
    entry.effect === "destructive"
      ? [
          {
            severity: "note",
            message: `${entry.name} is destructive: ${entry.effectReason}`,
            fix: "say so in the task with acknowledge: [destructive]",
          },
        ]
      : [],
};

/** Contents that leave the host and land in events, storage and every output. */
export const dataLeavesHost: CommandCheck = {
  check: "command/data-leaves-host",
  severities: ["note"],
  about:
    "The answer is made of contents of files, memory or programs' output; it lands in the event stream and in every output.",
  run: (command) =>
    leavesHost(command.entry)
      ? [
          {
            severity: "note",
            message: `${command.entry.name} moves data off the host: ${command.entry.effectReason}`,
            fix: "say so in the task with acknowledge: [data-leaves-host]",
          },
        ]
      : [],
};

/** Delivery is at least once: what does not leave the same state twice may be done twice. */
export const notIdempotent: CommandCheck = {
  check: "command/not-idempotent",
  severities: ["note"],
  about: "Delivery is at least once: when an acknowledgement is lost, the command is delivered again.",
  run: (command) =>
    command.entry.idempotent === false && !selfKilling(command)
      ? [
          {
            severity: "note",
            message: `${command.entry.name} may be delivered twice, and the second time does not leave the same state`,
            fix: "make sure that doing it twice does no harm",
          },
        ]
      : [],
};

/** Done as soon as it is sent: whether it worked never comes back. */
export const noReceipt: CommandCheck = {
  check: "command/no-receipt",
  severities: ["warning"],
  about:
    "The sensor gives no receipt for restart and upgrade_core: the task counts as done when it was sent.",
  run: ({ entry }) =>
    entry.receipt === "no"
      ? [
          {
            severity: "warning",
            message: `nothing answers ${entry.name}: the task counts as done when it is sent`,
            fix: "check the result with another command, such as os_version",
          },
        ]
      : [],
};

/** A command that no good source describes. */
export const unverified: CommandCheck = {
  check: "command/unverified",
  severities: ["warning"],
  about: "Only generated documentation names the command; no usage text of a sensor does.",
  run: ({ entry }) =>
    entry.trust === "unverified"
      ? [
          {
            severity: "warning",
            message: `whether sensors have ${entry.name} is not established`,
            fix: "try it on one sensor first",
          },
        ]
      : [],
};

/** Sensors older than the command. */
export const oldSensors: CommandCheck = {
  check: "command/old-sensors",
  severities: ["warning", "note"],
  about:
    "Older sensors do not know the command or the flag. upgrade_core and uninstall --native they drop without a word.",
  run: (command) => {
    const since = sinceVersion(command);
    if (since === undefined) return [];
    const silent = command.entry.name === "upgrade_core" || command.entry.name === "uninstall";
    return [
      {
        severity: silent ? "warning" : "note",
        message: `sensors older than ${since} ${silent ? "ignore this silently: done does not mean that it happened" : "do not know it"}`,
        fix: `make sure that the targets run ${since} or later`,
      },
    ];
  },
};

function sinceVersion({ entry, flags }: ParsedCommand): string | undefined {
  const native = flags.some(({ flag }) => flag.long === "--native");
  return native ? "5.3.3" : (entry.minSensorVersion ?? undefined);
}
