import type { Plan } from "../../../src/core/model/plan.js";
import type { Bench } from "../bench.js";
import type { WireEntry } from "../wire.js";
import { selector, type TaskFiles } from "./files.js";
import { commands } from "./steps.js";

interface RuleRecord {
  readonly data: object;
  readonly usr_mtd: { readonly enabled: boolean; readonly tags: readonly string[] };
}

/** A rule that the project does not own. */
export const foreignRule = "lctasks.other.rule";

/** True for a request that changes what runs or listens. */
export const isEffect = ({ method, path, action }: WireEntry): boolean =>
  action === "task" || action === "untask" || (method !== "GET" && path.includes("/hive/dr-general/"));

/** Looks at every request of a history before it is carried out, and at what came of all of them. */
export class Judge {
  /** Promises that were broken. */
  readonly violations: string[] = [];
  readonly #bench: Bench;
  readonly #files: TaskFiles;
  /** Context by task_id, of everything that was ever seen in the queue or delivered. */
  readonly #contexts = new Map<string, string>();
  /** Where the requests of the running apply begin. */
  #begun = 0;

  constructor(bench: Bench, files: TaskFiles) {
    this.#bench = bench;
    this.#files = files;
  }

  /** An apply begins now. */
  begin(): void {
    this.#begun = this.#bench.wire.entries.length;
  }

  /** Remembers which task_id has which context. */
  async look(): Promise<void> {
    for (const { taskId, context } of await this.#bench.queue()) this.#contexts.set(taskId, context);
    for (const { task_id, context } of this.#bench.sandbox.deliveries()) this.#contexts.set(task_id, context);
  }

  /** Looks at one request; the faults that are switched on are not for the judge. */
  async request(entry: WireEntry): Promise<void> {
    if (entry.action === "task") await this.#bench.unharmed(() => this.#task(entry));
    if (entry.action === "untask") await this.#bench.unharmed(() => this.#untask(entry));
    if (entry.path.includes(foreignRule) && entry.method !== "GET")
      this.violations.push(`a foreign rule was touched: ${entry.method} ${entry.path}`);
  }

  /** The live rule of a task, by the task's name. */
  async rule(name: string): Promise<RuleRecord | undefined> {
    return (await this.rules())[`lctasks.soc.${name}`];
  }

  async rules(): Promise<{ readonly [key: string]: RuleRecord }> {
    const path = `/hive/dr-general/${this.#bench.sandbox.oid}`;
    return (await this.#bench.api("GET", path)) as { [key: string]: RuleRecord };
  }

  /** Nothing is issued that no `run` asks for, and nothing before its listener stands. */
  async #task({ data }: WireEntry): Promise<void> {
    const context = String(data["context"]);
    const [, name = "", run = ""] = /^soc-(\w+)\.r(\d+)\.[0-9a-f]{8}$/.exec(context) ?? [];
    const file = this.#files.get(name);
    const isWanted =
      file?.paused === false &&
      file.run === Number(run) &&
      data["task"] === commands[file.command] &&
      data["selector"] === selector;
    if (!isWanted) this.violations.push(`${context} was requested, and no file asks for it`);
    if (file?.listened === true) await this.#listener(name, context);
  }

  async #listener(name: string, context: string): Promise<void> {
    const rule = await this.rule(name);
    const hears = JSON.stringify(rule?.data).includes(`"value":"soc-${name}.r"`);
    if (rule?.usr_mtd.enabled !== true || !hears)
      this.violations.push(`${context} was requested without its listener`);
    const entries = this.#bench.wire.entries.slice(this.#begun);
    const about = entries.filter(({ path }) => path.includes(`/lctasks.soc.${name}/`));
    const written = about.findLastIndex(({ method }) => method === "POST");
    const readBack = about.findLastIndex(({ method, status }) => method === "GET" && status === 200);
    if (written > readBack)
      this.violations.push(`${context} was requested before its listener was read back`);
  }

  /** Only what we asked for is cancelled. */
  async #untask({ data }: WireEntry): Promise<void> {
    await this.look();
    const id = String(data["task_id"]);
    const context = this.#contexts.get(id);
    const ours = new Set(this.#bench.tasks().map((task) => task.context));
    if (context === undefined || !ours.has(context))
      this.violations.push(`task_id ${id} was cancelled, and is not ours: ${context ?? "unknown"}`);
  }

  /** What is held says what a person can do about it. */
  plan({ held }: Plan): void {
    for (const { name, decide } of held)
      if (decide.length === 0) this.violations.push(`${name} is held without a way out`);
  }

  /** No token was requested twice, and no sensor told of one under two task_ids. Refusals and the gateway's limit accepted nothing. */
  deliveries(): void {
    const requested = new Map<string, number>();
    for (const { context, status } of this.#bench.tasks())
      if (status !== 429 && status !== 400) requested.set(context, (requested.get(context) ?? 0) + 1);
    for (const [context, times] of requested)
      if (times > 1) this.violations.push(`${context} was requested ${times} times`);
    const told = new Map<string, string>();
    for (const { sid, context, task_id } of this.#bench.sandbox.deliveries()) {
      const before = told.get(`${sid} ${context}`);
      if (before !== undefined)
        this.violations.push(`${sid} was told ${context} as ${before} and ${task_id}`);
      told.set(`${sid} ${context}`, task_id);
    }
  }

  /** What somebody else queued waits for or reached all its sensors, and their rule stands. */
  async foreign({ id, sids }: { readonly id: string; readonly sids: readonly string[] }): Promise<void> {
    const waiting = (await this.#bench.queue()).find(({ taskId }) => taskId === id)?.sids ?? [];
    const delivered = this.#bench.sandbox.deliveries().filter(({ task_id }) => task_id === id);
    const reached = new Set([...waiting, ...delivered.map(({ sid }) => sid)]);
    const missing = sids.filter((sid) => !reached.has(sid));
    if (sids.length === 0 || missing.length > 0)
      this.violations.push(`the foreign task lost ${missing.length} of ${sids.length} sensors`);
    if (!Object.hasOwn(await this.rules(), foreignRule)) this.violations.push("the foreign rule is gone");
  }
}
