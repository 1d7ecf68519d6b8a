import { basename, resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import type { LedgerBackend } from "../core/model/configuration.js";
import { exitCode } from "../core/model/exit-code.js";
import { isProjectName, projectNameOf } from "../core/model/project-name.js";
import { inert } from "../core/report/inert.js";
import { askFor, isOid, ledgerBackends } from "../flow/init/ask.js";
import { type InitAnswers, initialFiles } from "../flow/init/initial-files.js";
import { staleSchemas } from "../flow/init/stale-schemas.js";
import type { CommandContext } from "./context.js";

interface InitOptions {
  readonly directory: string;
  readonly project?: string;
  readonly oid?: string;
  readonly ledger?: LedgerBackend;
  readonly workflows: boolean;
  readonly yes: boolean;
  readonly ask: boolean;
  readonly schemas: boolean;
}

/** `lctasks init`: the files of a new repository; none that exists is touched. */
export function initCommand(context: CommandContext): Command {
  return new Command("init")
    .description("write the first files of a repository: configuration, a task, editor settings, workflows")
    .option("-C, --directory <path>", "the repository's root", ".")
    .option("--project <name>", "the project's name; of the folder, when left out", projectOption)
    .option("--oid <id>", "the organization's id; LC_OID, when left out", oidOption)
    .addOption(new Option("--ledger <place>", "where the ledger is kept").choices(ledgerBackends))
    .option("--no-workflows", "write no GitHub workflows")
    .option("--yes", "ask nothing: what is not given is as proposed", false)
    .option("--ask", "ask where there is no terminal, too: answers are lines of standard input", false)
    .option(
      "--schemas",
      "replace the schemas for editors that another version wrote, and do nothing else",
      false,
    )
    .action((options: InitOptions) => init(options, context));
}

function projectOption(text: string): string {
  if (isProjectName(text)) return text;
  throw new InvalidArgumentError("Use 1 to 64 lower-case letters, digits, - and _, no - or _ at the ends.");
}

function oidOption(text: string): string {
  if (isOid(text)) return text.toLowerCase();
  throw new InvalidArgumentError("Write the organization's id, a UUID.");
}

async function init(options: InitOptions, context: CommandContext): Promise<void> {
  const { world, finish } = context;
  if (options.schemas) return replaceSchemas(options.directory, context);
  const answers = await answersOf(options, context);
  if (answers === undefined) {
    world.console.note(
      "Nothing was written: there are no answers. Give --project <name>, or --yes to take what is proposed\n",
    );
    finish(exitCode.refused);
    return;
  }
  const { written, kept } = await world.createFiles(options.directory, initialFiles(answers));
  const lines = [
    ...written.map((path) => `written  ${path}`),
    ...kept.map((path) => `kept     ${path}: it exists`),
    "",
    ...(answers.workflows ? workflowLines : []),
    "Next:",
    ...nextCommands,
  ];
  world.console.print(`${lines.map(inert).join("\n")}\n`);
}

function replaceSchemas(directory: string, { world }: CommandContext): void {
  const stale = staleSchemas(world.files(directory));
  for (const { path, text } of stale) world.replaceText(`${directory}/${path}`, text);
  const lines = stale.map(({ path }) => `replaced  ${path}\n`);
  world.console.print(lines.length === 0 ? "No schema here is of another version\n" : lines.join(""));
}

const workflowLines = [
  "The workflows need the variable LC_OID and the secret LC_API_KEY of the repository, and the",
  "release of lctasks where they have zeros.",
  "",
];

const nextCommands = [
  "  lctasks validate    # the files, offline",
  "  lctasks doctor      # LC_OID, LC_API_KEY and what the key may do",
  "  lctasks plan        # what would be done; the first time it says how a ledger is created",
];

/** Undefined when nobody can answer what has to be asked. */
async function answersOf(options: InitOptions, { world }: CommandContext): Promise<InitAnswers | undefined> {
  const { input, directory } = world.process;
  const defaults: InitAnswers = {
    project: projectNameOf(basename(resolve(directory, options.directory))),
    ledger: "hive",
    workflows: options.workflows,
  };
  const given = {
    ...(options.project === undefined ? {} : { project: options.project }),
    ...(options.oid === undefined ? {} : { oid: options.oid }),
    ...(options.ledger === undefined ? {} : { ledger: options.ledger }),
    ...(options.workflows ? {} : { workflows: false }),
  };
  const canAsk = options.ask || input.isTTY === true;
  if (options.yes || (options.project !== undefined && !options.ask)) return { ...defaults, ...given };
  if (!canAsk) return undefined;
  const asker = world.asker();
  try {
    return await askFor(asker, given, defaults);
  } finally {
    asker.close();
  }
}
