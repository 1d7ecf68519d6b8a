import { Command } from "commander";
import { type ExitCode, exitCode } from "../core/model/exit-code.js";
import { given } from "../core/model/given.js";
import { counted, grouped } from "../core/report/describe.js";
import { inert } from "../core/report/inert.js";
import type { Style } from "../core/report/style.js";
import { type Sandbox, startSandbox } from "../sandbox/start.js";
import type { Process } from "../world.js";
import type { CommandContext } from "./context.js";

interface DemoOptions {
  /** Left out: the working directory where it has a project, else a project of the demo's own. */
  readonly directory?: string;
  readonly planOnly: boolean;
}

/** `lctasks demo`: declared tasks validated, planned, applied to a sandbox and answered by its sensors; then planned again. */
export function demoCommand(context: CommandContext): Command {
  return new Command("demo")
    .description("the whole story on a sandbox: no account, no network")
    .option(
      "-C, --directory <path>",
      "the repository's root; left out: here, or the demo's own where nothing is",
    )
    .option("--plan-only", "stop after the plan: what can be shown without any credentials", false)
    .action((options: DemoOptions) => demo(options, context));
}

async function demo({ directory, planOnly }: DemoOptions, context: CommandContext): Promise<void> {
  const { world } = context;
  if (directory !== undefined || world.files(".").read("lctasks.yaml") !== undefined)
    return story({ context, directory: directory ?? ".", planOnly, next: inRepository });
  const { demoFiles } = await import("../flow/init/generated/demo-files.js");
  const folder = world.temporaryFolder();
  try {
    await world.createFiles(folder.path, demoFiles);
    world.console.print("There is no lctasks.yaml here: these are the demo's own tasks.\n\n");
    await story({ context, directory: folder.path, planOnly, next: elsewhere, environment: withoutCache });
  } finally {
    folder.remove();
  }
}

/** What is kept of a folder that goes away would stay for ever. */
const withoutCache = { LCTASKS_CACHE: "off" };

interface Story {
  readonly context: CommandContext;
  readonly directory: string;
  readonly planOnly: boolean;
  /** What to type next. */
  readonly next: readonly string[];
  /** Variables beside those that lead to the sandbox. */
  readonly environment?: { readonly [name: string]: string };
}

async function story({ context, directory, planOnly, next, environment: more }: Story): Promise<void> {
  const { world } = context;
  const style = world.style.output;
  const sandbox = await startSandbox({ sensors: 200, seed: 7 });
  try {
    const environment = { ...world.process.environment, LC_UID: undefined, ...sandbox.env, ...more };
    /** The hour that passes in the sandbox passes here, too. */
    const clock = { ...world.process.clock, nowMs: () => sandbox.nowMs() };
    const lctasks = runner(context, { ...world.process, environment, clock }, directory);
    world.console.print(
      heading(`A sandbox with ${counted(sandbox.sensors().length, "sensor")} runs at ${sandbox.url}`, style),
    );
    const steps = [
      () => lctasks("validate"),
      () => lctasks("ledger", "create", "--run-existing"),
      () => lctasks("plan"),
    ];
    const rest = [
      () => lctasks("apply", "--yes"),
      async () => connectLaptops(sandbox, context),
      () => lctasks("plan"),
    ];
    const code = await firstProblem(planOnly ? steps : [...steps, ...rest]);
    context.finish(code);
    if (code === exitCode.done && !planOnly) world.console.print(nextCommands(next, style));
  } finally {
    await sandbox.close();
  }
}

/** Runs the steps until one does not end well. */
async function firstProblem(steps: readonly (() => Promise<ExitCode>)[]): Promise<ExitCode> {
  for (const step of steps) {
    const code = await step();
    if (code !== exitCode.done) return code;
  }
  return exitCode.done;
}

/** Runs a command of ours as if it had been typed, after showing it. */
function runner(
  context: CommandContext,
  process: Process,
  directory: string,
): (...argv: string[]) => Promise<ExitCode> {
  return (...argv) => {
    process.output.write(`\n${heading(`$ lctasks ${argv.join(" ")}`, context.world.style.output)}`);
    return context.run([...argv, "--directory", directory], process);
  };
}

const heading = (text: string, style: Style): string => `${style.bold(style.cyan(text))}\n\n`;

/** The sleeping machines come online and get what waits for them; an hour passes. */
async function connectLaptops(sandbox: Sandbox, { world }: CommandContext): Promise<ExitCode> {
  const style = world.style.output;
  const before = sandbox.deliveries().length;
  const woken = sandbox.connect("all");
  sandbox.advance(3600);
  const deliveries = sandbox.deliveries();
  const lines = [
    "",
    style.bold(style.cyan(`${counted(woken, "sleeping sensor")} came online; an hour passed`)),
    "",
    `Commands that sensors were told to run: ${grouped(before)} before, ${grouped(deliveries.length)} now. The last ones:`,
    ...deliveries
      .slice(-3)
      .map(
        ({ sid, task, context }) =>
          `  ${hostnameOf(sandbox, sid).padEnd(24)} ${inert(task)}  ${style.dim(context)}`,
      ),
    "",
    "Answers, by event type; each carries the token of its run:",
    ...answersOf(sandbox).map(([type, count]) => `  ${String(count).padStart(6)}  ${type}`),
    "",
  ];
  world.console.print(lines.join("\n"));
  return exitCode.done;
}

function hostnameOf(sandbox: Sandbox, sid: string): string {
  const sensor = sandbox.sensors().find((each) => each.sid === sid);
  return given(sensor, "the sensor").hostname;
}

/** Event types of the answers with their number, most first. */
function answersOf(sandbox: Sandbox): (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { routing } of sandbox.events()) {
    if (routing.investigation_id === undefined || routing.event_type === "CLOUD_NOTIFICATION") continue;
    counts.set(routing.event_type, (counts.get(routing.event_type) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

const inRepository: readonly string[] = [
  "npm run -s lctasks -- sandbox --sensors 200 --env-file sandbox.env    # stays",
  ". ./sandbox.env && npm run -s lctasks -- plan         # in another terminal",
  "npm run -s lctasks -- ledger create --run-existing    # then plan, apply",
];

const elsewhere: readonly string[] = [
  "lctasks init                                              # a repository of your own, in this folder",
  "lctasks sandbox --sensors 200 --env-file sandbox.env      # stays",
  ". ./sandbox.env && lctasks plan                           # in another terminal",
  "lctasks ledger create --run-existing                      # then plan, apply",
];

const nextCommands = (commands: readonly string[], style: Style): string =>
  ["", style.bold("What to type next:"), ...commands.map((command) => `  ${command}`), ""].join("\n");
