import type { Chance } from "../../src/sandbox/chance.js";
import { between } from "./part-steps.js";
import { waveSets } from "./repository.js";
import { type Name, names, type Step } from "./steps.js";

/** In how many sequences something is issued in waves. */
const share = 0.3;

/**
 * Steps with waves between them, and edits of their percentages. Drawn apart from everything else, so that the other sequences stay as
 * they are.
 */
export function withWaves(steps: readonly Step[], chance: Chance): Step[] {
  if (!chance.happens(share)) return [...steps];
  const name = chance.pick([names[0], names[0], names[1]]);
  const some = steps.flatMap((step) => [
    step,
    ...(chance.happens(0.5) ? between(chance) : []),
    ...(chance.happens(0.4) ? [inWaves(name, chance)] : []),
  ]);
  const rest = [between(chance), [inWaves(name, chance)], between(chance), between(chance)].flat();
  return [inWaves(name, chance), ...(chance.happens(0.5) ? [raise(name)] : []), ...some, ...rest];
}

const inWaves = (name: Name, chance: Chance): Step => ({
  kind: "edit",
  where: "soc",
  edit: { do: "waves", name, which: chance.below(waveSets.length) },
});

const raise = (name: Name): Step => ({ kind: "edit", where: "soc", edit: { do: "run", name, by: 1 } });
