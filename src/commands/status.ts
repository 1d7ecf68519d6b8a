import { Command, InvalidArgumentError } from "commander";
import { parseDuration } from "../core/model/duration.js";
import type { Walked } from "../core/model/report.js";
import { type OrganizationStatus, statusExitCode } from "../core/model/status-report.js";
import { inEach } from "../flow/reconcile.js";
import { readStatus } from "../flow/status/status.js";
import { recordStatus } from "../flow/status/record-status.js";
import type { CommandContext } from "./context.js";
import { loadProject } from "./load-project.js";
import {
  chosenBy,
  type OrganizationOptions,
  type ShardOptions,
  type SourceOptions,
  shardIn,
  withFormat,
  withOrganizations,
  withShard,
  withSource,
} from "./options.js";
import { paceOf } from "./pace.js";
import { finishWithStatus, type StatusFormat, statusFormats } from "./status-output.js";
import { watch, watchInterval, watchSeconds } from "./status-watch.js";

interface StatusOptions extends SourceOptions, OrganizationOptions, ShardOptions {
  readonly format: StatusFormat;
  readonly record: boolean;
  /** Seconds; `true`: as usual. */
  readonly watch?: number | true;
  /** Seconds; `true`: a day. */
  readonly detections?: number | true;
  readonly failures: boolean;
}

const daySeconds = 86_400;

/** Throws commander's InvalidArgumentError. */
function detectionPeriod(text: string): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined && seconds > 0 && seconds <= 90 * daySeconds) return seconds;
  throw new InvalidArgumentError("Write a duration up to 90d, for example 12h.");
}

/** `lctasks status`: how far every task is, as far as anybody can know. */
export function statusCommand(context: CommandContext): Command {
  const command = new Command("status")
    .description("show how far the tasks are: delivered, waiting, expired, unknown")
    .argument("[task...]", "only these tasks")
    .option("--record", "append what is seen to the ledger: the queue forgets it", false)
    .option(
      "--detections [period]",
      "count what the response rules detected in the last day, or as far back as you say",
      detectionPeriod,
    )
    .option("--failures", "count the sensors that a run failed on, as the extension tells it", false)
    .option(
      "--watch [interval]",
      `look again every ${watchSeconds.usual}s (or as you say, from ${watchSeconds.least}s) until nothing waits any more`,
      watchInterval,
    )
    .action((names: string[], options: StatusOptions) => status(names, options, context));
  return withFormat(withShard(withOrganizations(withSource(command))), statusFormats);
}

async function status(
  names: readonly string[],
  options: StatusOptions,
  context: CommandContext,
): Promise<void> {
  const { watch: interval, format } = options;
  if (interval !== undefined && format !== "text")
    throw new Error(
      `Cannot watch with --format ${format}: only text can be followed; leave out one of the two`,
    );
  const look = await lookAt(names, options, context);
  if (interval !== undefined) {
    const report = await watch(context, interval === true ? watchSeconds.usual : interval, look);
    return context.finish(statusExitCode(report));
  }
  finishWithStatus(await look(), format, context);
}

/** What looks once, and records when that is asked for. The files are read once. */
async function lookAt(
  names: readonly string[],
  options: StatusOptions,
  context: CommandContext,
): Promise<() => Promise<Walked<OrganizationStatus>>> {
  const { world } = context;
  const { detections, failures } = options;
  const seconds = detections === true ? daySeconds : detections;
  const question = { names, failures, ...(seconds === undefined ? {} : { detectionSeconds: seconds }) };
  const walk = {
    loaded: await loadProject(world, options),
    history: await world.history(options.directory),
    chosen: chosenBy(options),
    ...shardIn(options),
    // Nothing may be written beside what is watched.
    pace: options.watch === undefined ? paceOf(options, context) : { parallel: options.parallel },
    allowEmpty: false,
    sensors: true,
  };
  if (!options.record)
    return () =>
      inEach({
        ...walk,
        open: (organization, configuration) => world.reading(organization, configuration, options.directory),
        step: async (organization, desired) => (await readStatus(organization, desired, question)).status,
      });
  return () =>
    inEach({
      ...walk,
      open: (organization, configuration) => world.writing(organization, configuration, options.directory),
      step: async (organization, desired) => {
        const { status: shown, planned } = await readStatus(organization, desired, question);
        return { ...shown, recording: await recordStatus(organization, planned) };
      },
    });
}
