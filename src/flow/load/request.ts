import type { Configuration } from "../../core/model/configuration.js";
import type { Finding } from "../../core/model/finding.js";
import type { SilencedFinding } from "../../core/model/ignore.js";
import type { DeclaredTask } from "../../core/model/task.js";
import type { Files } from "../../ports/files.js";
import type { KeptResults } from "../../ports/kept-results.js";
import type { CheckedFile } from "./task-file.js";

/** What to load. `paths` limits the findings to some files or folders; everything is read all the same, because tasks are compared. */
export interface LoadRequest {
  readonly files: Files;
  /** Path of `lctasks.yaml`, relative to the root of `files`. */
  readonly configPath: string;
  readonly paths?: readonly string[];
  /** What earlier runs made of files; left out: everything is worked out again. */
  readonly kept?: () => Promise<KeptResults<CheckedFile> | undefined>;
}

/** What the files say. `configuration` and `tasks` hold what is valid; nothing may be sent while `findings` has errors. */
export interface Loaded {
  readonly configuration?: Configuration;
  readonly tasks: readonly DeclaredTask[];
  /** Everything wrong in all files, in reading order. */
  readonly findings: readonly Finding[];
  /** What tasks and configuration silence, in reading order. */
  readonly silenced: readonly SilencedFinding[];
  readonly taskFiles: number;
}
