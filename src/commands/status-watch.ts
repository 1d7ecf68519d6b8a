import { InvalidArgumentError } from "commander";
import { formatDuration, parseDuration } from "../core/model/duration.js";
import type { Walked } from "../core/model/report.js";
import type { OrganizationStatus } from "../core/model/status-report.js";
import { inert } from "../core/report/inert.js";
import { instant } from "../core/report/instant.js";
import { renderStatus } from "../core/report/status.js";
import { newLines, watchLines } from "../core/report/watch-lines.js";
import { watchStatus } from "../flow/status/watch.js";
import type { CommandContext } from "./context.js";

/** Seconds between two looks: what is asked for, when nothing is, and the fewest and most there can be. */
export const watchSeconds = { usual: 30, least: 10, most: 86_400 } as const;

/** Reads the interval of `--watch`. Throws commander's InvalidArgumentError. */
export function watchInterval(text: string): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined && seconds >= watchSeconds.least && seconds <= watchSeconds.most) return seconds;
  throw new InvalidArgumentError("Write a duration from 10s to 1d.");
}

/** Shows the status again and again, on a terminal in place, elsewhere as lines of what is new; returns the last one. */
export async function watch(
  { world }: Pick<CommandContext, "world">,
  seconds: number,
  look: () => Promise<Walked<OrganizationStatus>>,
): Promise<Walked<OrganizationStatus>> {
  const { process, console, style } = world;
  const screen = world.screen();
  let stopped = false;
  const unlisten = process.onStop(() => {
    stopped = true;
    screen?.close();
  });
  let before: ReadonlyMap<string, string> = new Map();
  const show = (report: Walked<OrganizationStatus>): void => {
    const foot = `Looked at ${instant(process.clock.nowMs())}, again every ${formatDuration(seconds)}. Ctrl-C ends it.`;
    if (screen !== undefined) screen.show(`${renderStatus(report, style.output)}\n${style.output.dim(foot)}`);
    else console.print(newLines(before, report));
    before = watchLines(report);
  };
  try {
    const { clock, output } = process;
    const stopping = (): boolean => stopped || !output.writable;
    const { report, end } = await watchStatus({ look, show, clock, everyMs: seconds * 1000, stopping });
    screen?.close();
    console.print(`${screen === undefined ? "\n" : ""}${renderStatus(report, style.output)}`);
    console.note(`${inert(`Watching ended: ${end}`)}\n`);
    return report;
  } finally {
    screen?.close();
    unlisten();
  }
}
