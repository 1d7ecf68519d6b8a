import { formatDuration } from "../../model/duration.js";
import { selfKilling as killsItself } from "../answers.js";
import { type CommandCheck, isLongLived, ttlOf } from "./check.js";

/** A command that takes down its own acknowledgement is delivered again: a reboot loop for as long as the TTL lasts. */
export const selfKilling: CommandCheck = {
  check: "command/self-killing",
  severities: ["warning", "note"],
  about:
    "Delivery is repeated until it is acknowledged. reboot, shutdown, logoff, restart, uninstall, upgrade_core, and run of such a program take down what would acknowledge: within the TTL the host may do it again after every reconnect.",
  run: (command, targets) =>
    killsItself(command)
      ? [
          {
            severity: isLongLived(targets) ? "warning" : "note",
            message: `${command.entry.name} can take down its own acknowledgement and be delivered again, for up to ${formatDuration(ttlOf(targets))}`,
            fix: "give the task a short ttl, such as 15m, and target hosts that are online",
          },
        ]
      : [],
};
