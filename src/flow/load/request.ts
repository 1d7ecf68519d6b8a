import type { Files } from "../../ports/files.js";

/** What to load. `paths` limits the findings to some files or folders; everything is read all the same, because tasks are compared. */
export interface LoadRequest {
  readonly files: Files;
  /** Path of `lctasks.yaml`, relative to the root of `files`. */
  readonly configPath: string;
  readonly paths?: readonly string[];
}
