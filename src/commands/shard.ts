import { Command } from "commander";
import type { Organization } from "../core/model/configuration.js";
import { exitCode } from "../core/model/exit-code.js";
import { hasErrors } from "../core/model/finding.js";
import { inShard, mostShards, type Shard, shardName, weightsOf } from "../core/model/shard.js";
import type { DeclaredTask } from "../core/model/task.js";
import { counted } from "../core/report/describe.js";
import { renderFindings } from "../core/report/findings.js";
import { type ChangedSinceOptions, choose, withChangedSince } from "./changed-since.js";
import type { CommandContext } from "./context.js";
import { loadProject } from "./load-project.js";
import {
  type SourceOptions,
  type TermOptions,
  wholeNumber,
  withFormat,
  withSource,
  withTerms,
} from "./options.js";

const formats = ["text", "json", "github"] as const;

interface ShardCommandOptions extends SourceOptions, TermOptions, ChangedSinceOptions {
  readonly of: number;
  readonly format: (typeof formats)[number];
}

/** `lctasks shard`: the matrix of a CI system, one entry for each shard of the organizations. */
export function shardCommand(context: CommandContext): Command {
  const command = new Command("shard")
    .description("print how the organizations are divided between jobs, as the matrix of a CI system")
    .requiredOption(
      "--of <n>",
      "how many shards; fewer when there are fewer organizations",
      wholeNumber(1, mostShards),
    )
    .action((options: ShardCommandOptions) => shard(options, context));
  const chosen = withChangedSince(withTerms(withSource(command)), "only organizations with files");
  return withFormat(chosen, formats);
}

async function shard(options: ShardCommandOptions, { world, finish }: CommandContext): Promise<void> {
  const { loaded, chosen } = await choose(await loadProject(world, options), options, world);
  const { configuration, findings, tasks } = loaded;
  if (configuration === undefined || hasErrors(findings)) {
    world.console.note(`${renderFindings(findings, world.style.error)}\n`);
    return finish(exitCode.invalid);
  }
  const organizations = chosen(configuration.organizations);
  const shards = shardsOf(options.of, organizations.length);
  const matrix = JSON.stringify({ shard: shards.map(shardName) });
  if (options.format === "json") world.console.print(`${matrix}\n`);
  else if (options.format === "github") world.console.print(`matrix=${matrix}\n`);
  else world.console.print(shards.map((one) => `${line(one, organizations, tasks)}\n`).join(""));
}

/** Never more shards than organizations, and never none: a matrix must not be empty. */
function shardsOf(most: number, organizations: number): readonly Shard[] {
  const of = Math.max(1, Math.min(most, organizations));
  return Array.from({ length: of }, (_, index) => ({ part: index + 1, of }));
}

/** Aliases need no escaping: their form is checked. */
function line(one: Shard, organizations: readonly Organization[], tasks: readonly DeclaredTask[]): string {
  const inside = inShard(one, organizations, tasks);
  const number = weightsOf(inside, tasks).reduce((sum, weight) => sum + weight - 1, 0);
  const aliases = inside.map(({ alias }) => alias).join(", ");
  return `${shardName(one)}  ${counted(inside.length, "organization")}, ${counted(number, "task")}${aliases === "" ? "" : `: ${aliases}`}`;
}
