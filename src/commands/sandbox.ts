import { isAbsolute } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { writeEnvFile } from "../sandbox/env-file.js";
import { type Sandbox, type SandboxOptions, startSandbox } from "../sandbox/start.js";

interface Options {
  readonly port: number;
  readonly sensors: number;
  readonly seed: number;
  readonly speed: number;
  readonly fleet?: string;
  readonly patterns?: boolean;
  readonly state?: string;
  readonly envFile?: string;
  readonly writeEnv?: string;
}

const help = `
It answers as LimaCharlie's API does, for the organization, keys and addresses that it prints: lctasks and the official clients run
against it. Simulated sensors answer tasks, enabled rules see what they say and act. docs/sandbox.md shows how to point clients at it.

The control plane needs no token:
  GET  /_sandbox/deliveries   what each sensor was really told to run
  GET  /_sandbox/requests     every API request
  GET  /_sandbox/events       what sensors said
  GET  /_sandbox/outputs/<n>  what rules, detections or events sent to an output
  GET  /_sandbox/state        everything
  POST /_sandbox/clock        {"advance_s": 3600}
  POST /_sandbox/sensors      {"connect": "all"}, {"disconnect": ["<sid>"]}, {"fail": ["<sid>"]}
  POST /_sandbox/faults       {"match": {"path": "/v1/hive"}, "do": {"status": 503}}; GET lists, DELETE clears
  POST /_sandbox/variants     {"list_shape": "by_task"}; GET lists them with their choices
  POST /_sandbox/reset        back to the start
`;

/** `lctasks sandbox`: a pretend LimaCharlie on loopback, until it is interrupted. */
export function sandboxCommand(): Command {
  return new Command("sandbox")
    .description("run a pretend LimaCharlie on loopback: no account, no network")
    .option("--port <n>", "port to listen on; 0 takes a free one", wholeNumber(0, 65_535), 0)
    .option("--sensors <n>", "how many simulated sensors, adapters included", wholeNumber(0, 1_000_000), 20)
    .option("--seed <n>", "everything random follows from it", wholeNumber(0, Number.MAX_SAFE_INTEGER), 1)
    .option("--speed <n>", "sandbox seconds per real second", positive, 1)
    .option("--fleet <path>", "organizations and sensors from a file (schemas/fleet.schema.json)")
    .option("--patterns", "sensors connect and disconnect as time passes; always so with --fleet")
    .option("--state <path>", "keep the state in this file over restarts")
    .option("--env-file <path>", "write the variables for a shell to source to this file")
    .option("--write-env <path>", "the same, for `node dist/cli.js`: node takes --env-file for itself")
    .addHelpText("after", help)
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { envFile: ownEnvFile, writeEnv, ...sandboxOptions } = options;
  const envFile = ownEnvFile ?? writeEnv;
  const sandbox = await started(sandboxOptions);
  if (envFile !== undefined) writeEnvFile(envFile, sandbox.env);
  process.stdout.write(greeting(sandbox, envFile));
  await interrupted();
  await sandbox.close();
}

/** Starts, or ends with what is wrong with the options. */
async function started(options: SandboxOptions): Promise<Sandbox> {
  try {
    return await startSandbox(options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

function greeting(sandbox: Sandbox, envFile: string | undefined): string {
  const exports = Object.entries(sandbox.env).map(([name, value]) => `  export ${name}=${value}`);
  const setUp = envFile === undefined ? exports : [`  . ${isAbsolute(envFile) ? envFile : `./${envFile}`}`];
  return [sandbox.url, "", "In another shell:", ...setUp, "  lctasks plan", "", "Stop with Ctrl-C.", ""].join(
    "\n",
  );
}

/** Resolves at the first SIGINT or SIGTERM. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`A whole number from ${least} to ${most} is needed.`);
  };
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError("A number above 0 is needed.");
}
