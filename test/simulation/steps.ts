import type { Chance } from "../../src/sandbox/chance.js";
import { type MishapName, mishapNames } from "./mishaps.js";
import type { Alias } from "./service.js";

/** Names that tasks may have. */
export const names = ["alpha", "beta", "gamma"] as const;
export type Name = (typeof names)[number];

/** The repositories of a sequence: a project, a branch of it in a folder of its own, and another project. */
export type Where = "soc" | "branch" | "net";

/** A change of the files. What does not apply to them as they are does nothing. */
export type Edit =
  | { readonly do: "add" | "remove" | "restore"; readonly name: Name }
  | {
      readonly do: "toggle";
      readonly name: Name;
      readonly what: "listened" | "paused" | "keep" | "prodOnly" | "every";
    }
  | { readonly do: "waves"; readonly name: Name; readonly which: number; readonly halts?: boolean }
  | { readonly do: "newcomers"; readonly name: Name; readonly on: boolean; readonly raise: boolean }
  | { readonly do: "ttl"; readonly name: Name; readonly days: number }
  | { readonly do: "command"; readonly name: Name; readonly command: number; readonly raise: boolean }
  | { readonly do: "run"; readonly name: Name; readonly by: number }
  | { readonly do: "accept"; readonly name: Name; readonly digest: string }
  | {
      readonly do: "rename";
      readonly name: Name;
      readonly to: Name;
      readonly say: "from" | "none" | "nothing";
    };

/** What somebody else does in an organization. */
export type Deed =
  | {
      readonly do: "queue a task";
      readonly like: "nothing of ours" | "our context" | "our token";
      readonly name: Name;
    }
  | { readonly do: "write a rule"; readonly name: Name; readonly key: "theirs" | "ours" }
  | { readonly do: "disable our rule" | "delete our rule" | "change our rule"; readonly name: Name }
  | { readonly do: "sync rules back" | "sync rules away" }
  | { readonly do: "sync the ledger back" | "sync the ledger away" }
  | { readonly do: "connect" | "disconnect" | "fail" | "mend"; readonly which: number }
  | { readonly do: "enroll" }
  | { readonly do: "enroll another" }
  | { readonly do: "tag"; readonly which: number; readonly tag: "late" | "away" };

/** A moment of an apply: its n-th request of a kind. */
export interface Moment {
  readonly kind: "any" | "task" | "untask" | "ledger write" | "rule write" | "read";
  readonly nth: number;
}

/** What happens to an apply at a moment. */
export type Upset =
  | { readonly at: Moment; readonly what: "killed before" | "killed after" | "stopped" }
  | { readonly at: Moment; readonly what: "time jumps" | "local clock jumps"; readonly seconds: number }
  | { readonly at: Moment; readonly what: "somebody acts"; readonly deed: Deed };

/** One apply, and all that happens to it. */
export interface ApplyStep {
  readonly where: Where;
  readonly mishaps: readonly MishapName[];
  readonly upsets: readonly Upset[];
  /** Local clock minus true time, in seconds. */
  readonly skew: number;
}

/** Something that happens. */
export type Step =
  | { readonly kind: "edit"; readonly where: Where; readonly edit: Edit }
  | {
      readonly kind: "members";
      readonly where: Where;
      readonly alias: Alias;
      readonly membership: "member" | "retired" | "left out";
    }
  | { readonly kind: "branch" | "merge" }
  | { readonly kind: "old commit"; readonly where: Where; readonly back: number; readonly allow: boolean }
  | { readonly kind: "deed"; readonly alias: Alias; readonly deed: Deed }
  | { readonly kind: "time"; readonly seconds: number }
  | { readonly kind: "apply"; readonly apply: ApplyStep }
  | { readonly kind: "race"; readonly applies: readonly ApplyStep[] }
  | { readonly kind: "verb"; readonly verb: Verb; readonly about: Name | "--all"; readonly apply: ApplyStep };

/** Commands by which a person decides something. */
export type Verb = "pause" | "resume" | "cancel" | "resolve" | "accept" | "rerun" | "adopt";

/** What a sequence has. */
export interface Cast {
  readonly where: readonly [Where, ...Where[]];
  readonly aliases: readonly [Alias, ...Alias[]];
  readonly git: boolean;
  /** Whether others may roll the ledger back: only what a witness remembers tells. */
  readonly rollBack: boolean;
}

/** Draws by weight: the first member of each pair says how often. */
function weighted<T>(chance: Chance, choices: readonly (readonly [number, () => T])[]): T {
  let left = chance.below(choices.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, draw] of choices) {
    left -= weight;
    if (left < 0) return draw();
  }
  throw new Error("there is nothing to choose from");
}

/** Draws what happens in a sequence; more than a third of it are applies. */
export function drawSteps(chance: Chance, cast: Cast): Step[] {
  const length = 3 + chance.below(6);
  const apply: Step = { kind: "apply", apply: { where: "soc", mishaps: [], upsets: [], skew: 0 } };
  const first: Step[] = chance.happens(0.5) ? [apply] : [];
  const rest = Array.from({ length }, () => drawStep(chance, cast)).flatMap((step) =>
    step.kind === "race" && chance.happens(0.7) ? [...drawOccasion(chance, cast), step] : [step],
  );
  return chance.happens(0.1) ? [...first, ...drawReturn(chance, cast), ...rest] : [...first, ...rest];
}

/** Something to race for. */
function drawOccasion(chance: Chance, cast: Cast): Step[] {
  const name = chance.pick(names);
  const edits: Edit[] = [
    { do: "add", name },
    { do: "run", name, by: 1 },
  ];
  const branch: Step[] = cast.where.includes("branch") ? [{ kind: "branch" }] : [];
  return [...edits.map((edit): Step => ({ kind: "edit", where: "soc", edit })), ...branch];
}

/** A task goes, and comes back: what chance alone does too seldom. */
function drawReturn(chance: Chance, cast: Cast): Step[] {
  const name = "alpha";
  const edit = (what: "remove" | "restore"): Step => ({
    kind: "edit",
    where: "soc",
    edit: { do: what, name },
  });
  const apply: Step = { kind: "apply", apply: { where: "soc", mishaps: [], upsets: [], skew: 0 } };
  const upset: Step = { kind: "apply", apply: { ...drawApply(chance, cast), where: "soc" } };
  const other: Step = { kind: "edit", where: "soc", edit: { do: "add", name: "beta" } };
  return [other, apply, edit("remove"), apply, upset, edit("restore"), apply];
}

function drawStep(chance: Chance, cast: Cast): Step {
  const where = chance.pick(cast.where);
  const alias = chance.pick(cast.aliases);
  const hasBranch = cast.where.includes("branch");
  return weighted<Step>(chance, [
    [10, () => ({ kind: "edit", where, edit: drawEdit(chance) })],
    [8, () => ({ kind: "apply", apply: drawApply(chance, cast) })],
    [3, () => ({ kind: "race", applies: [drawApply(chance, cast), drawApply(chance, cast)] })],
    [4, () => ({ kind: "deed", alias, deed: drawDeed(chance, cast) })],
    [3, () => drawVerb(chance, cast)],
    [2, () => ({ kind: "time", seconds: chance.pick([60, 1200, 7200, 200_000]) })],
    [hasBranch ? 2 : 0, () => ({ kind: chance.pick(["branch", "merge"]) })],
    [
      cast.git ? 6 : 0,
      () => ({ kind: "old commit", where: "soc", back: 1 + chance.below(2), allow: chance.happens(0.2) }),
    ],
    [
      cast.aliases.length > 1 ? 2 : 0,
      () => ({
        kind: "members",
        where,
        alias: "eu",
        membership: chance.pick(["member", "retired", "left out"]),
      }),
    ],
  ]);
}

function drawVerb(chance: Chance, cast: Cast): Step {
  const apply = drawApply(chance, cast);
  const about = chance.pick(names);
  return weighted<Step>(chance, [
    [4, () => ({ kind: "verb", verb: chance.pick(["pause", "resume", "cancel"]), about, apply })],
    [3, () => ({ kind: "verb", verb: chance.pick(["pause", "resume", "cancel"]), about: "--all", apply })],
    [
      5,
      () => ({
        kind: "verb",
        verb: chance.pick(["resolve", "accept", "rerun", "rerun", "adopt"]),
        about,
        apply,
      }),
    ],
  ]);
}

function drawEdit(chance: Chance): Edit {
  const name = chance.pick(names);
  return weighted<Edit>(chance, [
    [4, () => ({ do: "add", name })],
    [3, () => ({ do: "remove", name })],
    [3, () => ({ do: "restore", name })],
    [4, () => ({ do: "command", name, command: chance.below(4), raise: chance.happens(0.5) })],
    [4, () => ({ do: "run", name, by: chance.pick([1, 1, 2, -1]) })],
    [
      4,
      () => ({
        do: "toggle",
        name,
        what: chance.pick(["listened", "listened", "paused", "keep", "prodOnly"]),
      }),
    ],
    [1, () => ({ do: "ttl", name, days: 1 + chance.below(3) })],
    [
      3,
      () => ({ do: "rename", name, to: chance.pick(names), say: chance.pick(["from", "none", "nothing"]) }),
    ],
  ]);
}

function drawDeed(chance: Chance, cast: Cast): Deed {
  const name = chance.pick(names);
  return weighted<Deed>(chance, [
    [
      2,
      () => ({
        do: "queue a task",
        name,
        like: chance.pick(["nothing of ours", "our context", "our token"]),
      }),
    ],
    [1, () => ({ do: "write a rule", name, key: chance.pick(["theirs", "ours"]) })],
    [3, () => ({ do: chance.pick(["disable our rule", "delete our rule", "change our rule"]), name })],
    [2, () => ({ do: chance.pick(["sync rules back", "sync rules away"]) })],
    [1, () => ({ do: "sync the ledger away" })],
    [cast.rollBack ? 1 : 0, () => ({ do: "sync the ledger back" })],
    [5, () => ({ do: chance.pick(["connect", "connect", "disconnect"]), which: chance.below(4) })],
    [1, () => ({ do: "enroll" })],
  ]);
}

function drawApply(chance: Chance, cast: Cast): ApplyStep {
  const mishaps = chance.happens(0.45) ? [chance.pick(mishapNames)] : [];
  const upsets = chance.happens(0.5) ? [drawUpset(chance, cast)] : [];
  return {
    where: chance.pick(cast.where),
    mishaps,
    upsets,
    skew: chance.happens(0.1) ? chance.pick([-7200, -40, 40, 7200]) : 0,
  };
}

function drawUpset(chance: Chance, cast: Cast): Upset {
  const at = drawMoment(chance);
  return weighted<Upset>(chance, [
    [6, () => ({ at, what: chance.pick(["killed before", "killed after"]) })],
    [2, () => ({ at, what: "stopped" })],
    [2, () => ({ at, what: "time jumps", seconds: chance.pick([30, 400, 700, 3700]) })],
    [1, () => ({ at, what: "local clock jumps", seconds: chance.pick([-3600, 3600]) })],
    [1, () => ({ at, what: "somebody acts", deed: drawDeed(chance, { ...cast, rollBack: false }) })],
  ]);
}

function drawMoment(chance: Chance): Moment {
  const kind = chance.pick(["any", "any", "task", "untask", "ledger write", "rule write"] as const);
  return { kind, nth: 1 + chance.below(kind === "any" ? 45 : kind === "ledger write" ? 6 : 3) };
}
