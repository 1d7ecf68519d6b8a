import type { Command } from "commander";
import type { Loaded } from "../flow/load.js";
import type { World } from "../world.js";
import { type Choice, chosenBy, type SourceOptions, type TermOptions } from "./options.js";

export interface ChangedSinceOptions {
  /** What a person calls a commit. */
  readonly changedSince?: string;
}

/** Adds `--changed-since`. */
export function withChangedSince(command: Command, what: string): Command {
  return command.option("--changed-since <commit>", `${what} that differ from this commit, branch or tag`);
}

/** What the files say, and the organizations that the options choose from it. */
interface Chosen {
  readonly loaded: Loaded;
  readonly chosen: Choice;
}

/** Chooses by name, and of those what the changes since a commit touch. What those changes must not do is among the findings. */
export async function choose(
  loaded: Loaded,
  options: SourceOptions & TermOptions & ChangedSinceOptions,
  world: Pick<World, "files" | "earlierFiles">,
): Promise<Chosen> {
  const chosen = chosenBy(options);
  const { changedSince: ref, config: configPath, directory } = options;
  if (ref === undefined || loaded.configuration === undefined) return { loaded, chosen };
  const { changedSince } = await import("../flow/changed-since.js");
  const since = await changedSince({
    loaded,
    files: world.files(directory),
    configPath,
    earlier: await world.earlierFiles(directory),
    ref,
  });
  return { loaded: since.loaded, chosen: (declared) => chosen(declared).filter(since.touches) };
}
