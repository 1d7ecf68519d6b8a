import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Chance, createChance } from "../../src/sandbox/chance.js";
import type { Fault } from "../../src/sandbox/start.js";
import { type Bench, startBench } from "../flow/bench.js";
import { configText, responseText, taskText } from "../support/tasks.js";

const cli = join(resolve(import.meta.dirname, "../.."), "dist/cli.js");
/** Rounds of two processes each; a night has more. */
const rounds = Number(process.env["LCTASKS_KILL_ROUNDS"] ?? 10);
const seed = process.env["LCTASKS_KILL_SEED"] ?? "1";

let bench: Bench;
beforeEach(async () => {
  bench = await startBench({ sensors: 6 });
});
afterEach(() => bench.close());

const lostAnswer = { cut: "headers", when: "after" } as const;
/** None of them makes a process wait for long: its clock is the real one. */
const faults: readonly [Fault, ...Fault[]] = [
  { match: { action: "list", times: 1 }, do: { stale_s: 30 } },
  { match: { action: "task", times: 1 }, do: lostAnswer },
  { match: { action: "task", times: 1 }, do: { status: 504, when: "after" } },
  { match: { action: "task", times: 1, skip: 1 }, do: { cut: "body", when: "after" } },
  { match: { action: "untask", times: 1 }, do: lostAnswer },
  { match: { method: "POST", path: "/v1/hive/lookup", times: 1, skip: 1 }, do: lostAnswer },
  { match: { method: "POST", path: "/v1/hive/dr-general", times: 1 }, do: lostAnswer },
];

it.each(["hive", "file"] as const)(
  "two processes at once, killed at any moment with a ledger in %s: no sensor is told anything twice",
  async (ledger) => {
    const chance = createChance(`killed ${seed} ${ledger}`);
    bench.folder.write("lctasks.yaml", configText(`ledger: ${ledger}\n`));
    bench.sandbox.disconnect("all");
    const adhoc = { task: "os_version", selector: "*", context: "adhoc", ttl: 90 * 86_400 };
    const { oid } = bench.sandbox;
    const form = { oid, action: "task", data: JSON.stringify(adhoc) };
    await bench.api("POST", "/extension/request/ext-reliable-tasking", form);
    const waiting = (await bench.queue())[0]?.sids.length ?? 0;
    for (const name of names) write(name, 1);
    await bench.lctasks("ledger", "create", "--run-existing");
    const runs = new Map<string, number>();
    for (let round = 0; round < rounds; round += 1) {
      const name = chance.pick(names);
      runs.set(name, (runs.get(name) ?? 1) + chance.below(2));
      write(name, runs.get(name) ?? 1);
      await twoAtOnce(chance);
      bench.sandbox.advance(20 * 60);
    }
    const codes = [await ended(start()), await ended(start()), await ended(start())];
    expect([0, 4], codes.join()).toContain(codes.at(-1));
    bench.sandbox.connect("all");
    judge(waiting);
  },
  600_000,
);

const names = ["alpha", "beta", "gamma"] as const;

function write(name: string, run: number): void {
  const target = "selector: 'plat == `windows` or plat == `linux`'";
  bench.folder.write(`tasks/${name}.yaml`, taskText(name, { run, target, more: responseText }));
}

/** Each is killed at a request that is drawn, before it is passed on or a moment after; one of four lives. */
async function twoAtOnce(chance: Chance): Promise<void> {
  const children = [start(), start()];
  const fates = children.map((child) => ({
    child,
    at: chance.below(60) + (chance.happens(0.25) ? 1_000 : 0),
    now: chance.happens(0.5),
  }));
  if (chance.happens(0.6)) bench.sandbox.faults.add(chance.pick(faults));
  let seen = 0;
  bench.wire.onRequest = () => {
    seen += 1;
    for (const { child, at, now } of fates) {
      if (at !== seen) continue;
      if (now) child.kill("SIGKILL");
      else setImmediate(() => child.kill("SIGKILL"));
    }
  };
  await Promise.all(children.map(ended));
  bench.wire.onRequest = () => undefined;
  bench.sandbox.faults.clear();
}

function start(): ChildProcess {
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: bench.folder.path,
    ...bench.sandbox.env,
    LCTASKS_API_URL: bench.wire.url,
    LCTASKS_JWT_URL: `${bench.wire.url}/jwt`,
  };
  return spawn(process.execPath, [cli, "apply", "--yes"], { cwd: bench.folder.path, env, stdio: "ignore" });
}

/** The exit code; null for a process that was killed. */
async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
}

function judge(waiting: number): void {
  const runs = bench.tasks().map(({ context }) => context.replace(/\.[0-9a-f]{8}$/, ""));
  expect(new Set(runs).size, runs.join()).toBe(runs.length);
  const told = bench.sandbox.deliveries().map(({ sid, context }) => `${sid} ${context}`);
  expect(new Set(told).size).toBe(told.length);
  const foreign = bench.sandbox.deliveries().filter(({ context }) => context === "adhoc");
  expect(foreign.length).toBe(waiting);
  expect(Math.min(waiting, runs.length)).toBeGreaterThan(0);
}
