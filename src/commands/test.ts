import { statSync, watch } from "node:fs";
import { dirname, basename, resolve } from "node:path";
import { Command } from "commander";
import { exitCode } from "../core/model/exit-code.js";
import { messageOf } from "../core/model/message-of.js";
import type { RuleTestSummary } from "../core/model/rule-test.js";
import { renderFindings } from "../core/report/findings.js";
import { renderGitHub, renderJUnit, renderRuleTests } from "../core/report/rule-tests.js";
import { validationJson } from "../core/report/validation.js";
import { fileRules, taskRules } from "../flow/collect-rules.js";
import { load } from "../flow/load.js";
import { loadProject } from "./load-project.js";
import { readFixtures } from "../flow/read-fixtures.js";
import type { FoundRule } from "../flow/rules-in-file.js";
import { testRules } from "../flow/test-rules.js";
import type { CommandContext } from "./context.js";
import { type SourceOptions, wholeNumber, withFormat, withSource } from "./options.js";

const formats = ["text", "json", "junit", "github"] as const;

interface TestCommandOptions extends SourceOptions {
  readonly format: (typeof formats)[number];
  readonly fixtures?: string;
  readonly minTests: number;
  readonly watch: boolean;
}

/** `lctasks test`: runs the unit tests of response rules and of plain rule files, offline. */
export function testCommand(context: CommandContext): Command {
  const command = new Command("test")
    .description("run the unit tests of rules, offline")
    .argument("[paths...]", "rule files or folders; left out: the response rules of the tasks")
    .option("--fixtures <file>", "now, vars and lookups for the tests, as YAML or JSON")
    .option("--min-tests <n>", "fewest tests of a rule; from 2 on one of each kind", wholeNumber(0, 1000), 0)
    .option("--watch", "run again when a file changes", false)
    .action((paths: readonly string[], options: TestCommandOptions) => test(paths, options, context));
  return withFormat(withSource(command), formats);
}

async function test(
  paths: readonly string[],
  options: TestCommandOptions,
  context: CommandContext,
): Promise<void> {
  await runOnce(paths, options, context);
  if (options.watch) await again(paths, options, context);
}

async function runOnce(
  paths: readonly string[],
  options: TestCommandOptions,
  context: CommandContext,
): Promise<void> {
  const { world, finish } = context;
  const given =
    options.fixtures === undefined ? {} : readFixtures(options.fixtures, world.readText(options.fixtures));
  const fixtures = { nowMs: world.process.clock.nowMs(), ...given };
  const rules =
    paths.length === 0 ? await projectRules(options, context) : await rulesAtAll(paths, options, context);
  if (rules === undefined) return;
  const summary = testRules(rules, { fixtures, minTests: options.minTests });
  world.console.print(render(summary, options, context));
  finish(summary.failed === 0 ? exitCode.done : exitCode.failed);
}

/** The response rules of the project's tasks; undefined when its files are invalid. */
async function projectRules(
  options: TestCommandOptions,
  { world, finish }: CommandContext,
): Promise<FoundRule[] | undefined> {
  const loaded = await loadProject(world, options);
  const errors = loaded.findings.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return taskRules(loaded);
  if (options.format === "json") world.console.print(validationJson(loaded));
  world.console.note(`${renderFindings(errors, world.style.error)}\n`);
  finish(exitCode.invalid);
  return undefined;
}

async function rulesAtAll(
  paths: readonly string[],
  options: TestCommandOptions,
  context: CommandContext,
): Promise<FoundRule[]> {
  return (await Promise.all(paths.map((path) => rulesAt(path, options, context)))).flat();
}

/** The rules of a file or folder; files of tasks are read as such. */
async function rulesAt(
  path: string,
  options: TestCommandOptions,
  { world }: CommandContext,
): Promise<FoundRule[]> {
  const place = resolve(world.process.directory, path);
  const isFolder = statSync(place).isDirectory();
  const files = world.files(isFolder ? place : dirname(place));
  const globs = isFolder ? ["**/*.yaml", "**/*.yml", "**/*.json"] : [basename(place)];
  const plain = fileRules(files, globs).map((rule) => ({
    ...rule,
    file: isFolder ? `${path}/${rule.file}` : path,
  }));
  const project = world.files(options.directory);
  if (project.read(options.config) === undefined) return plain;
  const loaded = await load({ files: project, configPath: options.config, paths: [path] });
  return [...plain, ...taskRules(loaded).filter(({ file }) => file === path || file.startsWith(`${path}/`))];
}

function render(summary: RuleTestSummary, { format }: TestCommandOptions, { world }: CommandContext): string {
  switch (format) {
    case "json": {
      const { untested: _untested, ...document } = summary;
      return `${JSON.stringify(document, null, 2)}\n`;
    }
    case "junit":
      return renderJUnit(summary);
    case "github":
      return renderGitHub(summary);
    case "text":
      return renderRuleTests(summary, world.style.output);
  }
}

/** Runs again after every change below the paths, until a person stops it. */
async function again(
  paths: readonly string[],
  options: TestCommandOptions,
  context: CommandContext,
): Promise<void> {
  const { world } = context;
  const places = (paths.length === 0 ? [options.directory] : paths).map((path) =>
    resolve(world.process.directory, path),
  );
  let waiting: NodeJS.Timeout | undefined;
  const changed = (): void => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      world.console.print("\n");
      runOnce(paths, options, context).catch((error: unknown) => world.console.note(`${messageOf(error)}\n`));
    }, 100);
  };
  const watchers = places.map((place) => watch(place, { recursive: true }, changed));
  world.console.note("Watching for changes; Ctrl-C ends it\n");
  await new Promise<void>((stopped) => world.process.onStop(stopped));
  clearTimeout(waiting);
  for (const watcher of watchers) watcher.close();
}
