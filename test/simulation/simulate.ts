import { parseArgs } from "node:util";
import { main } from "../../src/commands/main.js";
import { buildProgram } from "./build-program.js";
import type { Program } from "./client.js";
import { type Front, openFront } from "./front.js";
import { mutants } from "./mutants.js";
import type { Counters } from "./scene.js";
import { play } from "./sequence.js";

/** Every mutant has to be found within so many sequences. */
const searched = 500;

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    from: { type: "string", default: "1" },
    sequences: { type: "string", default: "1000" },
    mutants: { type: "boolean", default: false },
    mutant: { type: "string" },
    "roll-back": { type: "boolean", default: false },
  },
});

const rollBack = values["roll-back"];
const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** One sequence, step by step. */
async function replay(front: Front, seed: number, program: Program): Promise<void> {
  const { trace, violations } = await play({ seed, program, front, counters: new Map(), rollBack });
  print([...trace, ...violations.map((each) => `BROKEN: ${each}`)].join("\n"));
  process.exitCode = violations.length > 0 ? 1 : 0;
}

/** Many sequences; those that break a promise are told whole. */
async function search(front: Front, from: number, count: number): Promise<void> {
  const counters: Counters = new Map();
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  for (let seed = from; seed < from + count; seed += 1) {
    const { trace, violations } = await play({ seed, program: { main }, front, counters, rollBack });
    if (violations.length === 0) continue;
    process.exitCode = 1;
    print(
      [...trace, ...violations.map((each) => `BROKEN: ${each}`), `replay: --seed ${seed}`, ""].join("\n"),
    );
  }
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const rate = (count / seconds).toFixed(1);
  for (const [what, times] of [...counters].sort(([a], [b]) => (a < b ? -1 : 1)))
    print(`${String(times).padStart(7)}  ${what}`);
  print(
    `${count} sequences in ${seconds.toFixed(1)} s, ${rate}/s; ${((user + system) / 1e6).toFixed(1)} s of processor`,
  );
}

/** The first seed that finds each mutant. */
async function findMutants(front: Front): Promise<void> {
  for (const mutant of mutants) {
    if (values.mutant !== undefined && !mutant.name.includes(values.mutant)) continue;
    const program = await buildProgram(mutant);
    let found: string | undefined;
    for (let seed = 1; seed <= searched && found === undefined; seed += 1) {
      const { violations } = await play({ seed, program, front, counters: new Map() });
      const shown = violations.find((each) => mutant.shows?.test(each) ?? true);
      if (shown !== undefined) found = `seed ${seed}: ${shown}`;
    }
    program.dispose();
    print(`${mutant.name}: ${found ?? "SURVIVES"}`);
    if (found === undefined) process.exitCode = 1;
  }
}

const front = await openFront();
const mutated = mutants.find(({ name }) => values.mutant !== undefined && name.includes(values.mutant));
if (values.seed !== undefined)
  await replay(front, Number(values.seed), mutated === undefined ? { main } : await buildProgram(mutated));
else if (values.mutants) await findMutants(front);
else await search(front, Number(values.from), Number(values.sequences));
await front.close();
