import { messageOf } from "../core/model/message-of.js";
import { checks } from "../core/validate/checks.js";
import { type Loaded, load, type LoadRequest } from "../flow/load.js";
import type { Files } from "../ports/files.js";
import type { World } from "../world.js";
import type { SourceOptions } from "./options.js";

/** Loads the project that the options name. A folder that cannot be opened is a finding like any other, so that every format can say it. */
export async function loadProject(
  world: Pick<World, "files" | "kept">,
  { directory, config }: SourceOptions,
  request: Pick<LoadRequest, "paths"> = {},
): Promise<Loaded> {
  const opened = open(world, directory);
  if ("files" in opened)
    return load({ files: opened.files, configPath: config, kept: () => world.kept(directory), ...request });
  return { tasks: [], findings: [opened.finding], silenced: [], taskFiles: 0 };
}

function open(
  world: Pick<World, "files">,
  directory: string,
): { readonly files: Files } | { readonly finding: Loaded["findings"][number] } {
  try {
    return { files: world.files(directory) };
  } catch (error) {
    return {
      finding: {
        check: checks.fileMissing,
        severity: "error",
        message: messageOf(error),
        fix: "Correct --directory; it is relative to the present folder",
      },
    };
  }
}
