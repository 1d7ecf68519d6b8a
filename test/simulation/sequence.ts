import { createChance } from "../../src/sandbox/chance.js";
import type { Program } from "./client.js";
import { commitFiles, type Commits } from "./commits.js";
import type { Front } from "./front.js";
import { natures } from "./mishaps.js";
import { type Counters, Scene } from "./scene.js";
import { settle } from "./settle.js";
import { withHalts } from "./halt-steps.js";
import { withNewcomers } from "./newcomer-steps.js";
import { withParts } from "./part-steps.js";
import { withWaves } from "./wave-steps.js";
import { type Cast, drawSteps, type Step } from "./steps.js";
import { decide, resumeAll } from "./verbs.js";
import { verdict } from "./verdict.js";

/** What is played, with what. */
export interface Play {
  readonly seed: number;
  readonly program: Program;
  readonly front: Front;
  readonly counters: Counters;
  /** Whether others may roll the ledger back as well: only a witness that remembers every task can tell. */
  readonly rollBack?: boolean;
}

/** What came of a sequence: every promise that was broken, and all that happened. */
export interface Played {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly trace: readonly string[];
}

/** Every 40th sequence has a real Git repository: it costs as much as ten others. */
const gitEvery = 40;

/** Plays the sequence that a seed names, from the first ledger to the last apply. */
export async function play({ seed, program, front, counters, rollBack = false }: Play): Promise<Played> {
  const chance = createChance(`sequence ${seed}`);
  const isGit = seed % gitEvery === 0;
  const cast: Cast = {
    where: isGit ? ["soc"] : chance.pick([["soc"], ["soc"], ["soc", "branch"], ["soc", "net"]] as const),
    aliases: chance.happens(0.2) ? ["prod", "eu"] : ["prod"],
    git: isGit,
    rollBack,
  };
  const ledger = !cast.where.includes("branch") && chance.happens(0.2) ? "file" : "hive";
  const nature = chance.happens(0.5) ? chance.pick(natures) : {};
  const scene = new Scene({ seed: String(seed), program, front, cast, ledger, nature, counters });
  const random = Math.random;
  Math.random = () => chance.fraction();
  try {
    scene.say(
      `seed ${seed}: ${cast.where.join(" and ")} on ${cast.aliases.join(" and ")}, ledger ${ledger}, ${JSON.stringify(nature)}`,
    );
    const commits = isGit ? commitFiles(scene.repository("soc")) : undefined;
    await begin(scene, chance.happens(0.1));
    const parts = withParts(drawSteps(chance.branch("steps"), cast), chance.branch("parts"));
    const waves = withHalts(withWaves(parts, chance.branch("waves")), chance.branch("halts"));
    const steps = withNewcomers(waves, chance.branch("newcomers"));
    for (const [index, step] of steps.entries()) {
      await take(step, { scene, commits, turn: chance.branch(`turn ${index}`) });
      if (scene.judge.violations.length > 0) break;
    }
    if (scene.judge.violations.length === 0) await end(scene, commits);
    return { seed, violations: scene.judge.violations, trace: scene.trace };
  } finally {
    Math.random = random;
    scene.dispose();
  }
}

async function begin(scene: Scene, baseline: boolean): Promise<void> {
  scene.others.act("prod", { do: "queue a task", like: "nothing of ours", name: "alpha" });
  scene.others.act("prod", { do: "write a rule", key: "theirs", name: "alpha" });
  for (const where of scene.cast.where) {
    const alpha = {
      command: 0,
      run: 1,
      listened: true,
      paused: false,
      keep: false,
      prodOnly: false,
      days: 1,
      every: false,
    };
    scene.repository(where).write("alpha", alpha);
    if (where === "branch") continue;
    await scene.run(where, ["ledger", "create", baseline ? "--baseline" : "--run-existing"]);
    if (baseline) scene.judge.forbid(scene.cast.aliases, scene.repository(where).project, "alpha", 1);
  }
}

interface Taking {
  readonly scene: Scene;
  readonly commits: Commits | undefined;
  readonly turn: ReturnType<typeof createChance>;
}

async function take(step: Step, { scene, commits, turn }: Taking): Promise<void> {
  const about =
    step.kind === "edit"
      ? step.edit.do
      : step.kind === "deed"
        ? step.deed.do
        : step.kind === "verb"
          ? step.verb
          : step.kind;
  scene.say(JSON.stringify(step));
  scene.count(`step ${about}`);
  switch (step.kind) {
    case "edit":
      return void (scene.repository(step.where).edit(step.edit) || scene.say("  nothing to edit"));
    case "members":
      return scene.repository(step.where).setMembership(step.alias, step.membership);
    case "branch":
      return scene.repository("branch").copy(scene.repository("soc"));
    case "merge":
      return scene.repository("soc").copy(scene.repository("branch"));
    case "old commit":
      return commits?.applyOld(scene, step);
    case "deed":
      return void (scene.others.act(step.alias, step.deed) || scene.say("  nothing to do"));
    case "time":
      return scene.service.world.clock.advance(step.seconds);
    case "verb":
      commits?.commit();
      return decide(scene, step);
    case "race":
      commits?.commit();
      return scene.race(step.applies, turn);
    default: {
      commits?.commit();
      await scene.apply(step.apply);
      if (turn.happens(0.3)) for (const alias of scene.cast.aliases) scene.others.export(alias);
    }
  }
}

/** Whatever went wrong is over. */
async function end(scene: Scene, commits: Commits | undefined): Promise<void> {
  scene.say("all is well again");
  scene.service.world.clock.advance(20 * 60);
  for (const where of ["soc", "net"] as const) {
    if (!scene.cast.where.includes(where)) continue;
    await resumeAll(scene, where);
    await settle(scene, where, () => commits?.commit());
  }
  scene.service.connectAll();
  scene.judge.violations.push(...verdict(scene.service, scene.others));
}
