import { redo } from "./deeds.js";
import { type Journal, openJournal, type Origin, type SavedState } from "./journal.js";
import { recall, remember } from "./memory.js";
import type { World } from "./world.js";

/** Where the state of a world is kept, and what was kept there before. */
export interface Keeping {
  readonly path: string;
  readonly origin: Origin;
  readonly saved: SavedState | undefined;
}

/**
 * Lets a new world go on where the one before it ended, and keeps everything from now on. Throws a RangeError when the state was made
 * from other options, or another process has it open.
 */
export function keepState(world: World, { path, origin, saved }: Keeping): Journal {
  if (saved && saved.origin.options !== origin.options) {
    throw new RangeError(`Cannot use the state ${path}: it was made with another seed, fleet or pattern`);
  }
  if (saved) {
    world.clock.hold(() => {
      recall(world, saved.memory);
      for (const deed of saved.deeds) redo(world, deed);
    });
  }
  const journal = openJournal(path, origin, () => remember(world));
  world.onDeed = (deed) => journal.append(deed);
  return journal;
}
