import { Command } from "commander";
import { exitCode } from "../core/model/exit-code.js";
import type { QueueReport } from "../core/model/queue-report.js";
import { type Target, wireTarget } from "../core/model/target.js";
import { jsonText } from "../core/report/json.js";
import { renderQueue } from "../core/report/queue.js";
import { loadProject } from "./load-project.js";
import { readQueue } from "../flow/read-queue.js";
import type { CommandContext } from "./context.js";
import { eachOrganization } from "./each-organization.js";
import {
  type OrganizationOptions,
  type SourceOptions,
  withFormat,
  withOrganizations,
  withSource,
} from "./options.js";

interface QueueOptions extends SourceOptions, OrganizationOptions {
  readonly format: "text" | "json";
  readonly sid?: string;
  readonly tag?: string;
  readonly plat?: string;
  readonly selector?: string;
}

/** `lctasks queue`: what is pending now, per task_id, ours and foreign told apart. */
export function queueCommand(context: CommandContext): Command {
  const command = new Command("queue")
    .description("show what is pending now, ours and foreign")
    .option("--sid <sid>", "only what waits for this sensor")
    .option("--tag <tag>", "only what waits for sensors with this tag")
    .option("--plat <platform>", "only what waits for this platform")
    .option("--selector <expression>", "only what waits for sensors that match")
    .action((options: QueueOptions) => queue(options, context));
  return withFormat(withOrganizations(withSource(command)), ["text", "json"]);
}

async function queue(options: QueueOptions, context: CommandContext): Promise<void> {
  const { console, style } = context.world;
  const target = targetOf(options);
  if (target === "several") {
    console.note("Cannot filter by several targets at once: give one of --sid, --tag, --plat, --selector.\n");
    context.finish(exitCode.failed);
    return;
  }
  const loaded = await loadProject(context.world, options);
  const reports: QueueReport[] = [];
  await eachOrganization({ loaded, options, context }, async (organization) => {
    const report = await readQueue(organization, target);
    return () => {
      reports.push(report);
      if (options.format === "text") console.print(renderQueue(report, style.output));
      return exitCode.done;
    };
  });
  if (options.format === "json") console.print(jsonText({ version: 1, organizations: reports }));
}

function targetOf({ sid, tag, plat, selector }: QueueOptions): Target | "several" | undefined {
  const given = [
    ...(sid === undefined ? [] : [{ sid }]),
    ...(tag === undefined ? [] : [{ tag }]),
    ...(plat === undefined ? [] : [{ plat }]),
    ...(selector === undefined ? [] : [{ selector }]),
  ];
  const [first] = given;
  if (given.length > 1) return "several";
  return first && wireTarget(first);
}
