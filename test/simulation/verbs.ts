import type { Scene } from "./scene.js";
import { names, type Step } from "./steps.js";

type VerbStep = Extract<Step, { kind: "verb" }>;

/** A person decides something by a command, and whatever goes wrong with that. */
export async function decide(scene: Scene, { verb, about, apply }: VerbStep): Promise<void> {
  const { code } = await scene.apply(apply, [verb, about, "--yes"]);
  noted(scene, { verb, about, where: apply.where, done: code === 0 });
}

/** Runs a command that a held change names. Returns whether it was done. */
export async function followAdvice(
  scene: Scene,
  where: "soc" | "net",
  argv: readonly string[],
): Promise<boolean> {
  const { code } = await scene.run(where, [...argv, "--yes"]);
  noted(scene, { verb: argv[0] ?? "", about: argv[1] ?? "", where, done: code === 0 });
  return code === 0;
}

/** What follows from a command for the files, and for what may run. */
function noted(
  scene: Scene,
  {
    verb,
    about,
    where,
    done,
  }: { verb: string; about: string; where: VerbStep["apply"]["where"]; done: boolean },
): void {
  const name = names.find((each) => each === about);
  const repository = scene.repository(where);
  if (name === undefined) return;
  if (verb === "accept" || verb === "rerun") repository.reread(name);
  const file = repository.tasks.get(name);
  if (verb === "adopt" && done && file !== undefined)
    for (const alias of repository.members) {
      const isKnown = scene
        .ledger(alias, repository.project)
        ?.tasks[name]?.runs.some(({ run }) => run === file.run);
      if (isKnown === true) scene.judge.forbid([alias], repository.project, name, file.run);
    }
}

/** Whatever was paused goes on. */
export async function resumeAll(scene: Scene, where: "soc" | "net"): Promise<void> {
  const { project, members } = scene.repository(where);
  const ledgers = members.flatMap((alias) => scene.ledger(alias, project) ?? []);
  if (ledgers.some(({ paused }) => paused !== undefined))
    await scene.run(where, ["resume", "--all", "--yes"]);
  for (const [alias, ledger] of members.map((each) => [each, scene.ledger(each, project)] as const))
    for (const [name, row] of Object.entries(ledger?.tasks ?? {}))
      if (row.paused !== undefined)
        await scene.run(where, ["resume", name, "--organization", alias, "--yes"]);
}
