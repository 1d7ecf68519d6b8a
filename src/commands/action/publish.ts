import type { World } from "../../world.js";
import type { WorkflowEvent } from "./event.js";
import type { Inputs } from "./inputs.js";
import type { Said } from "./said.js";
import { wholeMarkdown } from "./texts.js";

export interface Publication {
  readonly world: World;
  readonly inputs: Inputs;
  readonly event: WorkflowEvent;
  readonly said: Said;
}

/** Shows what a command said where people look: the job summary. */
export async function publish({ world, said }: Publication): Promise<void> {
  const summary = world.process.environment["GITHUB_STEP_SUMMARY"];
  if (summary) world.appendText(summary, wholeMarkdown(said));
}
