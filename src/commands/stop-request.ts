import type { CommandContext } from "./context.js";

/** The first signal ends what is under way and sends nothing new; a second one ends the process at once. */
export function stopRequest({ world }: CommandContext): {
  readonly asked: () => boolean;
  readonly end: () => void;
} {
  let asked = false;
  const end = world.process.onStop(() => {
    asked = true;
    world.console.progress("stopping: the request under way is finished, nothing new is sent");
  });
  return { asked: () => asked, end };
}
