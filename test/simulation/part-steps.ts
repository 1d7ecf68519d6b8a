import type { Chance } from "../../src/sandbox/chance.js";
import { names, type Step } from "./steps.js";

/** In how many sequences something is issued in parts. */
const share = 0.4;
/** More than a day: what recurs is due. */
const dayAndMore = [80_000, 90_000, 200_000] as const;

/**
 * Steps with runs that are issued in parts between them. Whether there are any, and which, is drawn apart from everything else, so that
 * the other sequences stay as they are.
 */
export function withParts(steps: readonly Step[], chance: Chance): Step[] {
  if (!chance.happens(share)) return [...steps];
  const name = chance.pick([names[0], names[0], names[1]]);
  const some = steps.flatMap((step) => [step, ...(chance.happens(0.4) ? between(chance) : [])]);
  return [recur(name), ...some, ...between(chance), ...(chance.happens(0.3) ? [recur(name)] : [])];
}

const recur = (name: (typeof names)[number]): Step => ({
  kind: "edit",
  where: "soc",
  edit: { do: "toggle", name, what: "every" },
});

/** Time goes by, and the schedule applies. */
export function between(chance: Chance): Step[] {
  const seconds = chance.pick(dayAndMore);
  const apply: Step = { kind: "apply", apply: { where: "soc", mishaps: [], upsets: [], skew: 0 } };
  const again: Step = { kind: "race", applies: [apply.apply, apply.apply] };
  return [{ kind: "time", seconds }, chance.happens(0.25) ? again : apply];
}
