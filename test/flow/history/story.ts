import { type Report, wasPlanned } from "../../../src/core/model/report.js";
import { configText } from "../../support/tasks.js";
import { type Bench, startBench } from "../bench.js";
import { TaskFiles } from "./files.js";
import { foreignRule, isEffect, Judge } from "./judge.js";
import { faults, type Name, type Step } from "./steps.js";

/** Lets a history happen and returns every promise that was broken on the way; empty is what tests want. */
export async function broken(history: readonly Step[]): Promise<string[]> {
  const bench = await startBench({ sensors: 12 });
  try {
    const files = new TaskFiles(bench.folder);
    const judge = new Judge(bench, files);
    const foreign = await beginning(bench, files);
    bench.wire.onRequest = (entry) => judge.request(entry);
    for (const step of history) await take(step, { bench, files, judge });
    await ending({ bench, files, judge });
    await judge.foreign(foreign);
    return judge.violations;
  } finally {
    await bench.close();
  }
}

interface Scene {
  readonly bench: Bench;
  readonly files: TaskFiles;
  readonly judge: Judge;
}

/** One task of ours, and a task and a rule of somebody else. */
async function beginning(bench: Bench, files: TaskFiles): Promise<{ id: string; sids: readonly string[] }> {
  const { folder, sandbox } = bench;
  folder.write("lctasks.yaml", configText());
  sandbox.disconnect("all");
  await bench.api("POST", "/extension/request/ext-reliable-tasking", {
    oid: sandbox.oid,
    action: "task",
    data: JSON.stringify({ task: "os_version", selector: "*", context: "adhoc", ttl: 90 * 86_400 }),
  });
  await bench.api("POST", `/hive/dr-general/${sandbox.oid}/${foreignRule}/data`, {
    data: JSON.stringify({ detect: { event: "X", op: "exists", path: "event" }, respond: [] }),
    usr_mtd: JSON.stringify({ enabled: true, expiry: 0, tags: ["theirs"], comment: "" }),
  });
  files.write("alpha", { command: 0, run: 1, listened: true, paused: false });
  await bench.lctasks("ledger", "create", "--run-existing");
  const [entry] = await bench.queue();
  return { id: entry?.taskId ?? "", sids: entry?.sids ?? [] };
}

async function take(step: Step, scene: Scene): Promise<void> {
  const { sandbox } = scene.bench;
  switch (step.do) {
    case "apply":
      return apply(step.fault, scene);
    case "advance":
      return sandbox.advance(step.seconds);
    case "connect":
    case "disconnect":
      sandbox[step.do](
        sandbox.sensors().flatMap(({ sid }, index) => (index % 4 === step.which ? [sid] : [])),
      );
      return;
    case "rule":
      return touchRule(step.name, step.what, scene);
    default:
      return scene.files.edit(step);
  }
}

async function touchRule(
  name: Name,
  what: "disable" | "delete",
  { bench, judge }: Pick<Scene, "bench" | "judge">,
): Promise<void> {
  const record = await judge.rule(name);
  const path = `/hive/dr-general/${bench.sandbox.oid}/lctasks.soc.${name}`;
  if (record === undefined) return;
  if (what === "delete") await bench.api("DELETE", path);
  else
    await bench.api("POST", `${path}/data`, {
      data: JSON.stringify(record.data),
      usr_mtd: JSON.stringify({ ...record.usr_mtd, enabled: false }),
    });
}

async function apply(fault: number, { bench, judge }: Pick<Scene, "bench" | "judge">): Promise<void> {
  for (const each of faults[fault] ?? []) bench.sandbox.faults.add(each);
  judge.begin();
  const { code, out } = await bench.apply();
  bench.sandbox.faults.clear();
  if (code === 3) judge.violations.push(`the files of this history are invalid: ${out}`);
  await judge.look();
}

/** Nothing is wrong any more: what is left converges, or is held with a way out. */
async function ending({ bench, judge }: Scene): Promise<void> {
  bench.sandbox.advance(20 * 60);
  await apply(0, { bench, judge });
  await apply(0, { bench, judge });
  const before = bench.wire.entries.length;
  const { code, out } = await bench.apply("--format", "json");
  const effects = bench.wire.entries.slice(before).filter(isEffect);
  if (effects.length > 0)
    judge.violations.push(`the third undisturbed apply sent ${effects.map(({ path }) => path).join()}`);
  if (code !== 0 && code !== 4)
    judge.violations.push(`the third undisturbed apply exited with ${code}: ${out}`);
  for (const { plan } of (JSON.parse(out) as Report).organizations.filter(wasPlanned)) judge.plan(plan);
  bench.sandbox.connect("all");
  judge.deliveries();
}
