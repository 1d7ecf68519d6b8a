import { Writable } from "node:stream";
import type { ExitCode } from "../../core/model/exit-code.js";
import type { Process } from "../../world.js";

/** Runs a command line; `main` of the program. */
export type RunCommand = (argv: readonly string[], process: Process) => Promise<ExitCode>;

interface Captured {
  readonly code: ExitCode;
  /** What it printed to standard output. */
  readonly printed: string;
}

/** Runs a command whose result is for us; what it says meanwhile goes to the log, on one stream, so that nothing overtakes anything. */
export async function captured(
  run: RunCommand,
  argv: readonly string[],
  process: Process,
): Promise<Captured> {
  const chunks: Buffer[] = [];
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  const code = await run(argv, { ...process, output, error: process.output });
  return { code, printed: Buffer.concat(chunks).toString("utf8") };
}
