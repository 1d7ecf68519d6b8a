import type { Chance } from "../../src/sandbox/chance.js";
import { mishapNames } from "./mishaps.js";
import { type ApplyStep, type Deed, type Moment, type Name, names, type Step, type Upset } from "./steps.js";

/** In how many sequences a run is for newcomers as well. */
const share = 0.3;

/**
 * Steps with a run for newcomers as well: sensors enrol, and come to match and cease to by their tags, between applies that go wrong and
 * in the middle of them. Drawn apart from everything else, so that the other sequences stay as they are.
 */
export function withNewcomers(steps: readonly Step[], chance: Chance): Step[] {
  if (!chance.happens(share)) return [...steps];
  const name = chance.pick([names[0], names[0], names[1]]);
  const some = steps.flatMap((step) => [step, ...(chance.happens(0.5) ? coming(name, chance) : [])]);
  const rest = [coming(name, chance), coming(name, chance), coming(name, chance)].flat();
  return [forNewcomers(name, chance.happens(0.7)), ...some, forNewcomers(name, chance.happens(0.3)), ...rest];
}

const forNewcomers = (name: Name, raise: boolean): Step => ({
  kind: "edit",
  where: "soc",
  edit: { do: "newcomers", name, on: true, raise },
});

/** Somebody comes or goes, something may be decided, and an apply follows. */
function coming(name: Name, chance: Chance): Step[] {
  const deeds = Array.from(
    { length: 1 + chance.below(2) },
    (): Step => ({
      kind: "deed",
      alias: "prod",
      deed: drawComing(chance),
    }),
  );
  const apply: Step = { kind: "apply", apply: applying(chance) };
  const decided: Step = { kind: "verb", verb: "resolve", about: name, apply: applying() };
  const race: Step = { kind: "race", applies: [applying(chance), applying()] };
  return [
    ...deeds,
    chance.happens(0.2) ? race : apply,
    ...(chance.happens(0.3) ? [decided] : []),
    ...(chance.happens(0.4) ? [{ kind: "apply", apply: applying() } satisfies Step] : []),
  ];
}

function drawComing(chance: Chance): Deed {
  if (chance.happens(0.3)) return { do: "enroll another" };
  if (chance.happens(0.3))
    return { do: chance.pick(["connect", "connect", "disconnect"]), which: chance.below(4) };
  return { do: "tag", which: chance.below(6), tag: chance.pick(["late", "away"]) };
}

/** An apply; with chance, one that something happens to. */
function applying(chance?: Chance): ApplyStep {
  const mishaps = chance?.happens(0.35) === true ? [chance.pick(mishapNames)] : [];
  const upsets = chance?.happens(0.4) === true ? [drawUpset(chance)] : [];
  return { where: "soc", mishaps, upsets, skew: 0 };
}

function drawUpset(chance: Chance): Upset {
  const kind = chance.pick(["any", "task", "ledger write", "read"] as const);
  const at: Moment = { kind, nth: 1 + chance.below(kind === "any" || kind === "read" ? 30 : 4) };
  return chance.happens(0.5)
    ? { at, what: chance.pick(["killed before", "killed after"]) }
    : { at, what: "somebody acts", deed: drawComing(chance) };
}
