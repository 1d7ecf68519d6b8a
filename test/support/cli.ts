import { PassThrough } from "node:stream";
import { main } from "../../src/commands/main.js";
import type { ExitCode } from "../../src/core/model/exit-code.js";
import type { Clock } from "../../src/ports/clock.js";
import type { Process } from "../../src/world.js";

/** What a command printed, and its exit code. */
export interface Run {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** A process whose time and ids the test decides; nobody sits at its terminal. */
export interface FakeProcessOptions {
  readonly directory: string;
  readonly environment: { readonly [name: string]: string | undefined };
  readonly clock: Clock;
  readonly newId: () => string;
}

/** Runs a command in this process: the whole program, with streams instead of a terminal. */
export async function run(argv: readonly string[], options: FakeProcessOptions): Promise<Run> {
  const [output, error] = [new PassThrough(), new PassThrough()];
  const collected = { out: "", err: "" };
  output.on("data", (chunk: Buffer) => (collected.out += chunk.toString("utf8")));
  error.on("data", (chunk: Buffer) => (collected.err += chunk.toString("utf8")));
  const process: Process = {
    ...options,
    input: new PassThrough(),
    output,
    error,
    onStop: () => () => undefined,
  };
  const code = await main(argv, process);
  output.end();
  error.end();
  expectNoSecret(collected.out + collected.err, options.environment);
  return { code, ...collected };
}

/** Everything that any test makes us print goes through here: no API key and no token may be in it. */
export function expectNoSecret(printed: string, environment: FakeProcessOptions["environment"]): void {
  const key = environment["LC_API_KEY"];
  if (key !== undefined && key !== "" && printed.includes(key)) throw new Error("the API key was printed");
  if (/\beyJ[\w-]+\.[\w-]+\.[\w-]*/.test(printed)) throw new Error("a token was printed");
}

/** A clock that shows another one's time and never waits. */
export function clockOf(nowMs: () => number): Clock {
  return { nowMs, monotonicMs: nowMs, sleep: async () => undefined, skewMs: () => undefined };
}

/** Ids that are the same in every run: UUIDs that count. */
export function countingIds(): () => string {
  let count = 0;
  return () => `00000000-0000-4000-8000-${String(++count).padStart(12, "0")}`;
}
