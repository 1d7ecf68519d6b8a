import { type CommandEntry, findCommand } from "../core/command/catalogue.js";
import { splitCommand } from "../core/command/words.js";
import type { JsonObject } from "../core/model/json.js";
import { bodies } from "./answers/table.js";
import type { Chance } from "./chance.js";
import type { CommandLine } from "./command-line.js";
import type { Utterance } from "./events.js";
import { architectureNumbers, platformNumbers } from "./platforms.js";
import { isAgent, type SimulatedSensor } from "./sensor.js";

/** What becomes of the machine after a command. */
export type Aftermath = "restarts" | "reboots" | "goes offline" | "isolates" | "rejoins" | "nothing";

/** How a sensor reacts to a task. */
export interface Reaction {
  /** False for the commands that are documented to give no receipt: they count as done when sent (reference: API, 4.4). */
  readonly confirms: boolean;
  /** The answer events, without the notification of delivery. */
  readonly answers: readonly Utterance[];
  readonly aftermath: Aftermath;
}

/** A task that reaches a sensor. */
export interface Told {
  readonly sensor: SimulatedSensor;
  /** The command line as sent. */
  readonly task: string;
  readonly investigationId: string;
  readonly chance: Chance;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

const aftermaths: Readonly<Record<string, Aftermath>> = {
  restart: "restarts",
  upgrade_core: "restarts",
  reboot: "reboots",
  shutdown: "goes offline",
  uninstall: "goes offline",
  segregate_network: "isolates",
  rejoin_network: "rejoins",
};

/** Commands that refuse to act without `--is-confirmed` (reference: commands, section 5). */
const needConfirmation: ReadonlySet<string> = new Set(["reboot", "shutdown", "uninstall", "logoff"]);

const invalidParameter = 87;

/** What a sensor says and does when it is told a task (reference: events, sections 3 and 4). */
export function react(told: Told): Reaction {
  const split = splitCommand(told.task);
  if (!split.ok) return refusal(told, invalidParameter, split.message);
  const [name = "", ...words] = split.words;
  const command = findCommand(name);
  if (!isAgent(told.sensor) || (command && !supports(command, told.sensor))) {
    return refusal(told, "UNSUPPORTED_FOR_PLATFORM");
  }
  if (!command) return refusal(told, invalidParameter, `unknown command ${name}`);
  if (needConfirmation.has(command.name) && !words.includes("--is-confirmed")) {
    return refusal(told, invalidParameter, "not confirmed");
  }
  return {
    confirms: command.receipt !== "no",
    answers:
      command.receipt === "no" ? [] : [answer(told, command, { name: command.name, arguments: words })],
    aftermath: aftermaths[command.name] ?? "nothing",
  };
}

const withoutDashes = (id: string): string => id.replaceAll("-", "");

/** The agent has the task: said for every command that is confirmed (reference: commands, section 4). */
export function notification(told: Told): Utterance {
  const [name = ""] = told.task.trim().split(/\s+/);
  return {
    type: "CLOUD_NOTIFICATION",
    investigationId: told.investigationId,
    body: {
      NOTIFICATION_ID: `${name.toUpperCase()}_REQ`,
      NOTIFICATION: { INVESTIGATION_ID: told.investigationId },
      HCP_IDENT: {
        HCP_ORG_ID: withoutDashes(told.sensor.oid),
        HCP_SENSOR_ID: withoutDashes(told.sensor.sid),
        HCP_INSTALLER_ID: withoutDashes(told.sensor.iid),
        HCP_ARCHITECTURE: architectureNumbers[told.sensor.arch],
        HCP_PLATFORM: platformNumbers[told.sensor.plat],
      },
      EXPIRY: 0,
    },
  };
}

/** What an agent says when it has started (reference: events, section 4, `restart`). */
export function connected(sensor: SimulatedSensor): Utterance {
  return {
    type: "CONNECTED",
    body: {
      HOST_NAME: sensor.hostname,
      IS_SEGREGATED: sensor.isolated ? 1 : 0,
      KERNEL_ACQ_AVAILABLE: sensor.kernel ? 1 : 0,
      MAC_ADDRESS: sensor.mac_addr,
      SEAL_STATUS: 0,
    },
  };
}

function supports(command: CommandEntry, sensor: SimulatedSensor): boolean {
  const platforms: Readonly<Record<string, boolean>> = { ...command.platforms };
  return platforms[sensor.plat] === true;
}

function answer(told: Told, command: CommandEntry, line: CommandLine): Utterance {
  const { sensor, nowMs } = told;
  const chance = told.chance.branch(`answer ${sensor.sid} ${told.task}`);
  const body: JsonObject = bodies.get(command.name)?.({ sensor, line, chance, nowMs }) ?? { ERROR: 0 };
  return { type: command.responseEvents[0] ?? "RECEIPT", body, investigationId: told.investigationId };
}

function refusal(told: Told, error: number | string, message?: string): Reaction {
  const body: JsonObject =
    message === undefined ? { ERROR: error } : { ERROR: error, ERROR_MESSAGE: message };
  return {
    confirms: true,
    answers: [{ type: "RECEIPT", body, investigationId: told.investigationId }],
    aftermath: "nothing",
  };
}
