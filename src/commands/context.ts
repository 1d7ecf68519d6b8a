import type { Command } from "commander";
import type { ExitCode } from "../core/model/exit-code.js";
import type { Process, World } from "../world.js";

/** What a command gets: the world, and where to leave its exit code. */
export interface CommandContext {
  readonly world: World;
  /** Sets what the process says at its end. */
  readonly finish: (code: ExitCode) => void;
  /** Every command there is, loaded and not run. */
  readonly everyCommand: () => Promise<readonly Command[]>;
  /** Runs another command as if it had been typed. */
  readonly run: (argv: readonly string[], process: Process) => Promise<ExitCode>;
}
