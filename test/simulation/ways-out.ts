import type { Held } from "../../src/core/model/change.js";
import type { Scene } from "./scene.js";
import type { Alias } from "./service.js";
import { type Edit, type Name, names } from "./steps.js";
import { followAdvice } from "./verbs.js";

/** What is held, where. */
export interface Stuck {
  readonly scene: Scene;
  readonly where: "soc" | "net";
  readonly alias: Alias;
  readonly held: Held;
}

/** A person does what a held change names. Returns what that was; undefined when it names nothing that can be done. */
export async function takeWayOut(stuck: Stuck): Promise<string | undefined> {
  const advised = await followCommand(stuck);
  if (advised !== undefined) return advised;
  const text = stuck.held.decide.join("; ");
  for (const [words, act] of ways) {
    const match = words.exec(text);
    const did = match === null ? undefined : act(stuck, match);
    if (did !== undefined) return did;
  }
  return undefined;
}

/** Commands that it names; one of them is drawn. */
async function followCommand({ scene, where, held }: Stuck): Promise<string | undefined> {
  const named = held.decide.flatMap((text) => {
    const line = /`lctasks ((?:adopt|resolve|accept|rerun) [^`]+)`/.exec(text)?.[1];
    return line === undefined ? [] : [{ text, argv: line.split(" ") }];
  });
  const chosen = named[Math.floor(Math.random() * named.length)];
  if (chosen === undefined) return undefined;
  const run = /write `run: (\d+)` in its file, then/.exec(chosen.text)?.[1];
  const name = nameIn(chosen.argv[1]);
  const file = name && scene.repository(where).tasks.get(name);
  if (run !== undefined && name && file)
    scene.repository(where).edit({ do: "run", name, by: Number(run) - file.run });
  return (await followAdvice(scene, where, chosen.argv)) ? chosen.argv.slice(0, 1).join() : undefined;
}

type Way = (stuck: Stuck, match: readonly string[]) => string | undefined;

/** By the words that say what to do. The first that fits and can be done is done. */
const ways: readonly (readonly [RegExp, Way])[] = [
  [
    /restore (it|the ledger)|repair or restore/,
    ({ scene, alias }) => (scene.others.restoreLedger(alias) ? "restore the ledger" : undefined),
  ],
  [/movedFrom: none`/, (stuck) => moveFromNowhere(stuck)],
  [/wait for the soak alone: remove `haltOn`/, (stuck) => withoutHalt(stuck)],
  [/not renamed: raise `run`/, (stuck) => edit(stuck, (name) => ({ do: "run", name, by: 1 }))],
  [/cancel it where it was made/, (stuck) => cancelForeign(stuck)],
  [
    /delete or rename the live rule/,
    ({ scene, alias, held }) => (scene.others.deleteRule(alias, held.name) ? "delete the rule" : undefined),
  ],
  [/settle what holds (\S+) first/, () => "settle the rule first"],
  [
    /its lease ends by itself/,
    ({ scene }) => {
      scene.service.world.clock.advance(1200);
      return "wait for the end of the lease";
    },
  ],
];

const nameIn = (text: string | undefined): Name | undefined => names.find((name) => name === text);

function edit({ scene, where, held }: Stuck, make: (name: Name) => Edit): string | undefined {
  const name = nameIn(held.name);
  const wanted = name && make(name);
  return wanted && scene.repository(where).edit(wanted) ? wanted.do : undefined;
}

function withoutHalt({ scene, where, held }: Stuck): string | undefined {
  const name = nameIn(held.name);
  const file = name && scene.repository(where).tasks.get(name);
  if (name === undefined || file === undefined) return undefined;
  scene.repository(where).write(name, { ...file, halts: false });
  return "remove haltOn";
}

/** The text is about the file that is held, or names the other one. */
function moveFromNowhere({ scene, where, held }: Stuck): string | undefined {
  const name = nameIn(/in ([a-z]+)$/.exec(held.decide.join("; "))?.[1] ?? held.name);
  const file = name && scene.repository(where).tasks.get(name);
  if (name === undefined || file === undefined) return undefined;
  if (file.movedFrom !== "none") scene.repository(where).write(name, { ...file, movedFrom: "none" });
  return "movedFrom: none";
}

/** One entry may hold two things: it is cancelled once. */
function cancelForeign({ scene, alias, held }: Stuck): string | undefined {
  const { tasks, cancelled } = scene.others;
  const theirs = tasks.filter((task) =>
    held.object === "entry" ? task.id === held.name : task.alias === alias && task.isLikeOurs,
  );
  for (const { id } of theirs) scene.others.cancelTask(alias, id);
  const isDone = held.object === "entry" ? cancelled.has(held.name) : cancelled.size > 0;
  return isDone ? "cancel it where it was made" : undefined;
}
