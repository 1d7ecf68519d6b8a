import type { CommandTargets } from "../command/lint.js";
import { parseSelector } from "../selector/parse.js";
import { commandPlatforms } from "../selector/platforms.js";
import { possiblePlatforms } from "../selector/possible-platforms.js";
import type { TaskFile } from "./task.js";

type Written = Pick<Partial<TaskFile>, "selector" | "tag" | "plat" | "all">;

/** What fleets are made of where nothing else is said; Chrome agents take few commands, and most organizations have none. */
const usualPlatforms: readonly string[] = ["windows", "linux", "macos"];

/** The platforms that a task's command can meet, as far as its target tells. Of sensor ids nothing is known. */
export function targetPlatforms({
  selector,
  tag,
  plat,
  all,
}: Written): Pick<CommandTargets, "platforms" | "anyPlatform"> {
  if (plat !== undefined) return { platforms: [plat].flat() };
  if (selector !== undefined) return platformsOfSelector(selector);
  return tag === undefined && all === undefined ? {} : anyPlatform;
}

const anyPlatform = { platforms: usualPlatforms, anyPlatform: true };

function platformsOfSelector(text: string): Pick<CommandTargets, "platforms" | "anyPlatform"> {
  const parsed = parseSelector(text);
  if (!parsed.ok) return {};
  const platforms = possiblePlatforms(parsed.expression);
  return platforms.length === commandPlatforms.length ? anyPlatform : { platforms };
}
