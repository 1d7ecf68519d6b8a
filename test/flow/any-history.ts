import fc from "fast-check";
import type { Plan } from "../../src/core/model/plan.js";
import { type Report, wasPlanned } from "../../src/core/model/report.js";
import type { Fault } from "../../src/sandbox/start.js";
import { configText, responseText, taskText } from "../support/tasks.js";
import { type Bench, startBench } from "./bench.js";
import { type WireEntry } from "./wire.js";

const names = ["alpha", "beta", "gamma"] as const;
type Name = (typeof names)[number];
const commands = ["os_version", "os_users", "os_packages", "netstat"] as const;

/** A task file as the test wrote it. */
interface Written {
  readonly command: number;
  readonly run: number;
  readonly listened: boolean;
  readonly paused: boolean;
  readonly movedFrom?: string;
}

/** Something that happens. What does not apply to the files as they are does nothing. */
export type Step =
  | { readonly do: "add" | "remove" | "restore" | "pause"; readonly name: Name }
  | { readonly do: "command"; readonly name: Name; readonly command: number; readonly raise: boolean }
  | { readonly do: "run"; readonly name: Name; readonly by: number }
  | {
      readonly do: "rename";
      readonly name: Name;
      readonly to: Name;
      readonly say: "from" | "none" | "nothing";
    }
  | { readonly do: "advance"; readonly seconds: number }
  | { readonly do: "connect" | "disconnect"; readonly which: number }
  | { readonly do: "rule"; readonly name: Name; readonly what: "disable" | "delete" }
  | { readonly do: "apply"; readonly fault: number };

/** Everything that may go wrong, once per apply. None of them lies: a refusal is one. */
const faults: readonly (readonly Fault[])[] = [
  [],
  [],
  [],
  [{ match: { action: "task", times: 1 }, do: { cut: "headers" } }],
  [{ match: { action: "task", times: 1 }, do: { cut: "headers", when: "after" } }],
  [{ match: { action: "task", times: 1, skip: 1 }, do: { status: 500, when: "after" } }],
  [{ match: { action: "task", times: 1 }, do: { status: 504 } }],
  [{ match: { action: "task", times: 1 }, do: { status: 429 } }],
  [{ match: { action: "task", times: 1 }, do: { status: 400, body: { error: "bad selector" } } }],
  [{ match: { action: "task", times: 1 }, do: { status: 200, body: "<html>", when: "after" } }],
  [
    { match: { action: "task", times: 1 }, do: { cut: "headers", when: "after" } },
    { match: { action: "list", skip: 2 }, do: { status: 500 } },
  ],
  [{ match: { action: "list", skip: 1 }, do: { body: { data: 7 } } }],
  [{ match: { action: "list", skip: 2, times: 1 }, do: { stale_s: 7200 } }],
  [{ match: { action: "untask" }, do: { status: 500 } }],
  [{ match: { action: "untask" }, do: { body: { data: { deleted: 3 } } } }],
  [{ match: { method: "POST", path: "/v1/hive/lookup", times: 1 }, do: { cut: "headers", when: "after" } }],
  [{ match: { method: "POST", path: "/v1/hive/lookup", skip: 2 }, do: { status: 500 } }],
  [{ match: { method: "POST", path: "/v1/hive/lookup", skip: 4 }, do: { status: 500 } }],
  [{ match: { method: "GET", path: "/v1/hive/lookup", times: 1 }, do: { stale_s: 7200 } }],
  [{ match: { method: "GET", path: "/v1/hive/lookup", skip: 3 }, do: { status: 500 } }],
  [{ match: { method: "POST", path: "/v1/hive/dr-general", times: 1 }, do: { status: 500 } }],
  [
    {
      match: { method: "POST", path: "/v1/hive/dr-general", times: 1 },
      do: { cut: "headers", when: "after" },
    },
  ],
  [{ match: { method: "GET", path: "/v1/hive/dr-general", skip: 3 }, do: { status: 500 } }],
  [{ match: { method: "DELETE" }, do: { status: 500 } }],
  [{ match: { skip: 14 }, do: { cut: "headers" } }],
  [{ match: { skip: 22 }, do: { cut: "headers" } }],
  [{ match: { skip: 30 }, do: { cut: "headers" } }],
];

const name = fc.constantFrom(...names);

/** Applies are as likely as all edits together. */
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("add", "remove", "restore", "pause"), name }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant("command"), name, command: fc.nat(3), raise: fc.boolean() }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("run"), name, by: fc.constantFrom(1, 1, 2, -1) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant("rename"),
        name,
        to: name,
        say: fc.constantFrom("from", "none", "nothing"),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant("advance"), seconds: fc.constantFrom(60, 1200, 7200, 200_000) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("connect", "disconnect"), which: fc.nat(3) }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant("rule"), name, what: fc.constantFrom("disable", "delete") }),
    },
    { weight: 8, arbitrary: fc.record({ do: fc.constant("apply"), fault: fc.nat(faults.length - 1) }) },
  ) as fc.Arbitrary<Step>,
  { minLength: 6, maxLength: 14 },
);

const rulePath = (bench: Bench, key: string): string => `/hive/dr-general/${bench.sandbox.oid}/${key}`;
const foreignRule = "lctasks.other.rule";

interface RuleRecord {
  readonly data: { readonly detect: { readonly value?: string } };
  readonly usr_mtd: { readonly enabled: boolean; readonly tags: readonly string[] };
}

/** Lets a history happen and returns every promise that was broken on the way; empty is what the tests want. */
export async function broken(history: readonly Step[]): Promise<string[]> {
  const bench = await startBench({ sensors: 12 });
  try {
    const story = new Story(bench);
    await story.begin();
    for (const step of history) await story.take(step);
    await story.end();
    return story.violations;
  } finally {
    await bench.close();
  }
}

class Story {
  readonly violations: string[] = [];
  readonly #bench: Bench;
  readonly #files = new Map<Name, Written>();
  /** What stood in a file before it went. */
  readonly #gone = new Map<Name, Written>();
  /** Context by task_id, of everything that was ever seen in the queue or delivered. */
  readonly #contexts = new Map<string, string>();
  #foreign: { readonly id: string; readonly sids: readonly string[] } | undefined;
  /** Where the requests of the running apply begin. */
  #begun = 0;

  constructor(bench: Bench) {
    this.#bench = bench;
  }

  async begin(): Promise<void> {
    const { folder, sandbox, wire } = this.#bench;
    folder.write("lctasks.yaml", configText());
    sandbox.disconnect("all");
    await this.#bench.api("POST", "/extension/request/ext-reliable-tasking", {
      oid: sandbox.oid,
      action: "task",
      data: JSON.stringify({ task: "os_version", selector: "*", context: "adhoc", ttl: 90 * 86_400 }),
    });
    await this.#bench.api("POST", `${rulePath(this.#bench, foreignRule)}/data`, {
      data: JSON.stringify({ detect: { event: "X", op: "exists", path: "event" }, respond: [] }),
      usr_mtd: JSON.stringify({ enabled: true, expiry: 0, tags: ["theirs"], comment: "" }),
    });
    const [entry] = await this.#bench.queue();
    this.#foreign = { id: entry?.taskId ?? "", sids: entry?.sids ?? [] };
    wire.onRequest = (sent) => this.#judge(sent);
    this.#write("alpha", { command: 0, run: 1, listened: true, paused: false });
    await this.#bench.lctasks("ledger", "create", "--run-existing");
  }

  async take(step: Step): Promise<void> {
    const { sandbox } = this.#bench;
    switch (step.do) {
      case "apply":
        return this.#apply(step.fault);
      case "advance":
        return sandbox.advance(step.seconds);
      case "connect":
      case "disconnect": {
        const sids = sandbox.sensors().flatMap(({ sid }, index) => (index % 4 === step.which ? [sid] : []));
        return void sandbox[step.do](sids);
      }
      case "rule":
        return this.#touchRule(step.name, step.what);
      default:
        return this.#edit(step);
    }
  }

  #edit(step: Extract<Step, { name: Name }>): void {
    const file = this.#files.get(step.name);
    switch (step.do) {
      case "add":
        if (file === undefined)
          this.#write(step.name, { command: 1, run: 1, listened: false, paused: false });
        return;
      case "restore": {
        const before = this.#gone.get(step.name);
        if (file === undefined && before !== undefined) this.#write(step.name, before);
        return;
      }
      case "remove":
        return this.#remove(step.name);
      case "pause":
        if (file) this.#write(step.name, { ...file, paused: !file.paused });
        return;
      case "command":
        if (file)
          this.#write(step.name, { ...file, command: step.command, run: file.run + (step.raise ? 1 : 0) });
        return;
      case "run":
        if (file) this.#write(step.name, { ...file, run: Math.max(1, file.run + step.by) });
        return;
      case "rename":
        if (file === undefined || this.#files.has(step.to)) return;
        this.#remove(step.name);
        this.#write(step.to, { ...withoutOrigin(file), ...saying[step.say](step.name) });
    }
  }

  /** A name that is in use again was not moved: that would be an error in the files. */
  #write(name: Name, file: Written): void {
    for (const [other, { movedFrom, ...rest }] of this.#files)
      if (movedFrom === name) this.#write(other, rest);
    this.#files.set(name, file);
    const more = [
      file.listened ? responseText : "",
      file.paused ? "paused: true\n" : "",
      file.movedFrom === undefined ? "" : `movedFrom: ${file.movedFrom}\n`,
    ].join("");
    const task = commands[file.command] ?? "";
    this.#bench.folder.write(
      `tasks/${name}.yaml`,
      taskText(name, { task, run: file.run, target: "selector: 'plat == `windows`'", more }),
    );
  }

  #remove(name: Name): void {
    const file = this.#files.get(name);
    if (file === undefined) return;
    this.#gone.set(name, withoutOrigin(file));
    this.#files.delete(name);
    this.#bench.folder.remove(`tasks/${name}.yaml`);
  }

  async #touchRule(name: Name, what: "disable" | "delete"): Promise<void> {
    const path = rulePath(this.#bench, `lctasks.soc.${name}`);
    const record = await this.#rule(name);
    if (record === undefined) return;
    if (what === "delete") return void (await this.#bench.api("DELETE", path));
    await this.#bench.api("POST", `${path}/data`, {
      data: JSON.stringify(record.data),
      usr_mtd: JSON.stringify({ ...record.usr_mtd, enabled: false }),
    });
  }

  async #rule(name: string): Promise<RuleRecord | undefined> {
    const all = (await this.#bench.api("GET", `/hive/dr-general/${this.#bench.sandbox.oid}`)) as {
      [key: string]: RuleRecord;
    };
    return all[`lctasks.soc.${name}`];
  }

  async #apply(fault: number): Promise<void> {
    const { sandbox } = this.#bench;
    for (const each of faults[fault] ?? []) sandbox.faults.add(each);
    this.#begun = this.#bench.wire.entries.length;
    const { code, err } = await this.#bench.apply();
    sandbox.faults.clear();
    if (code === 3) this.violations.push(`the files are invalid: ${err}`);
    await this.#look();
  }

  /** Remembers which task_id has which context. */
  async #look(): Promise<void> {
    for (const { taskId, context } of await this.#bench.queue()) this.#contexts.set(taskId, context);
    for (const { task_id, context } of this.#bench.sandbox.deliveries()) this.#contexts.set(task_id, context);
  }

  /** Looks at each request before it is passed on. */
  async #judge(entry: WireEntry): Promise<void> {
    if (entry.action === "task") await this.#bench.unharmed(() => this.#judgeTask(entry));
    if (entry.action === "untask") await this.#bench.unharmed(() => this.#judgeUntask(entry));
    if (entry.path.includes(foreignRule) && entry.method !== "GET")
      this.violations.push(`a foreign rule was touched: ${entry.method} ${entry.path}`);
  }

  async #judgeTask({ data }: WireEntry): Promise<void> {
    const context = String(data["context"]);
    const [, name = "", run = ""] = /^soc-(\w+)\.r(\d+)\.[0-9a-f]{8}$/.exec(context) ?? [];
    const file = this.#files.get(name as Name);
    const isWanted =
      file !== undefined &&
      !file.paused &&
      file.run === Number(run) &&
      data["task"] === commands[file.command] &&
      data["selector"] === "plat == `windows`";
    if (!isWanted) this.violations.push(`${context} was requested, and no file asks for it`);
    if (file?.listened === true) await this.#judgeListener(name, context);
  }

  async #judgeListener(name: string, context: string): Promise<void> {
    const rule = await this.#rule(name);
    const hears =
      context.startsWith(rule?.data.detect.value ?? "?") ||
      JSON.stringify(rule?.data).includes(`"soc-${name}.r"`);
    if (rule?.usr_mtd.enabled !== true || !hears)
      this.violations.push(`${context} was requested without its listener`);
    const about = this.#bench.wire.entries
      .slice(this.#begun)
      .filter(({ path }) => path.includes(`/lctasks.soc.${name}/`));
    const written = about.findLastIndex(({ method }) => method === "POST");
    const readBack = about.findLastIndex(({ method, status }) => method === "GET" && status === 200);
    if (written > readBack)
      this.violations.push(`${context} was requested before its listener was read back`);
  }

  async #judgeUntask({ data }: WireEntry): Promise<void> {
    await this.#look();
    const context = this.#contexts.get(String(data["task_id"]));
    const ours = new Set(this.#bench.tasks().map((task) => task.context));
    if (context === undefined || !ours.has(context))
      this.violations.push(
        `task_id ${String(data["task_id"])} was cancelled, and is not ours: ${context ?? "unknown"}`,
      );
  }

  /** Nothing is wrong any more: what is left converges, or is held with a way out. */
  async end(): Promise<void> {
    const { sandbox } = this.#bench;
    sandbox.advance(1200);
    for (let again = 0; again < 2; again += 1) await this.#apply(0);
    const before = this.#bench.wire.entries.length;
    const { code, out } = await this.#bench.apply("--format", "json");
    const effects = this.#bench.wire.entries.slice(before).filter(isEffect);
    if (effects.length > 0)
      this.violations.push(
        `the third undisturbed apply still sent ${effects.map(({ path }) => path).join()}`,
      );
    if (code !== 0 && code !== 4)
      this.violations.push(`the third undisturbed apply exited with ${code}: ${out}`);
    const plans = (JSON.parse(out) as Report).organizations.filter(wasPlanned).map(({ plan }) => plan);
    for (const plan of plans) this.#judgeHeld(plan);
    sandbox.connect("all");
    this.#judgeDeliveries();
    await this.#judgeForeign();
  }

  #judgeHeld({ held }: Plan): void {
    for (const { name, decide } of held)
      if (decide.length === 0) this.violations.push(`${name} is held without a way out`);
  }

  #judgeDeliveries(): void {
    const accepted = new Map<string, number>();
    for (const { context, status } of this.#bench.tasks())
      if (status !== 429 && status !== 400) accepted.set(context, (accepted.get(context) ?? 0) + 1);
    for (const [context, times] of accepted)
      if (times > 1) this.violations.push(`${context} was requested ${times} times`);
    const told = new Map<string, string>();
    for (const { sid, context, task_id } of this.#bench.sandbox.deliveries()) {
      const key = `${sid} ${context}`;
      if (told.has(key)) this.violations.push(`${key} was told under ${told.get(key)} and ${task_id}`);
      told.set(key, task_id);
    }
  }

  /** What somebody else queued reached all its sensors, and their rule stands as it stood. */
  async #judgeForeign(): Promise<void> {
    const { id, sids } = this.#foreign ?? { id: "", sids: [] };
    const waiting = (await this.#bench.queue()).find(({ taskId }) => taskId === id)?.sids ?? [];
    const delivered = this.#bench.sandbox
      .deliveries()
      .filter(({ task_id }) => task_id === id)
      .map(({ sid }) => sid);
    const reached = new Set([...waiting, ...delivered]);
    const missing = sids.filter((sid) => !reached.has(sid));
    if (sids.length === 0 || missing.length > 0)
      this.violations.push(`the foreign task lost ${missing.length} of ${sids.length}`);
    const rules = (await this.#bench.api("GET", `/hive/dr-general/${this.#bench.sandbox.oid}`)) as object;
    if (!Object.hasOwn(rules, foreignRule)) this.violations.push("the foreign rule is gone");
  }
}

const withoutOrigin = ({ movedFrom: _past, ...rest }: Written): Written => rest;

const saying = {
  from: (old: Name) => ({ movedFrom: old }),
  none: () => ({ movedFrom: "none" }),
  nothing: () => ({}),
} as const;

const isEffect = ({ method, path, action }: WireEntry): boolean =>
  action === "task" || action === "untask" || (method !== "GET" && path.includes("/hive/dr-general/"));
