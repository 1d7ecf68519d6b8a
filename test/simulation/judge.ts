import type { Ledger, RunRow } from "../../src/core/model/ledger.js";
import { sensorsOf } from "../../src/sandbox/targets.js";
import { type AskedRun, AskedRuns } from "./asked-runs.js";
import { clientOf } from "./client.js";
import type { Entry } from "./front.js";
import type { Others } from "./others.js";
import { commands, everySeconds, selectorOf, soakSeconds, type Written } from "./repository.js";
import { type Alias, liveRules, type Service } from "./service.js";

/** How far time may jump between a decision and what follows from it. */
const slackMs = 2 * 3_600_000;

/** What a client knows: the files as they were when it began. */
export interface Mandate {
  readonly id: number;
  readonly project: string;
  readonly files: ReadonlyMap<string, Written>;
  readonly members: readonly Alias[];
  readonly entries: readonly Entry[];
  /** True for a command that cancels what the files still ask for. */
  readonly mayCancel: boolean;
  /** Set when it applies a commit that may do nothing: it is older than what was applied. */
  readonly isOutdated: boolean;
}

interface JudgeOptions {
  readonly service: Service;
  readonly others: Others;
  readonly ledgerOf: (alias: Alias, project: string) => Ledger | undefined;
  readonly mandateOf: (client: number) => Mandate | undefined;
}

/** True for the selector of the file, and of a wave or a round for some of its sensors. */
function isOfFile(sent: unknown, part: RunRow["part"], file: Written): boolean {
  const whole = selectorOf(file);
  const isRound = (part?.newcomers?.round ?? 0) > 0;
  if (part?.wave === undefined && !isRound) return sent === whole;
  const some = isRound ? /^\(?sid == `/ : /^sid matches `/;
  const start = `(${whole}) and `;
  return typeof sent === "string" && sent.startsWith(start) && some.test(sent.slice(start.length));
}

/** Looks at every request right before it is carried out, and says which promises are broken. */
export class Judge {
  readonly violations: string[] = [];
  readonly #options: JudgeOptions;
  readonly #asked = new AskedRuns();
  readonly #forbidden = new Set<string>();
  /** Clients that had an effect under way when their lease ended: time may jump between looking at the clock and sending. */
  readonly #late = new Set<number>();
  /** Cancels that were sent, by client and task_id. */
  readonly #untasked = new Set<string>();
  /** Context by task_id, of everything that was ever seen in the queue or delivered. */
  readonly #contexts = new Map<string, string>();

  constructor(options: JudgeOptions) {
    this.#options = options;
  }

  /** Looks at a request when it is sent: later than that nobody can call it back. */
  sent(entry: Entry): void {
    const mandate = this.#options.mandateOf(entry.client);
    const alias = this.#aliasOf(entry);
    const isRule = entry.path.includes("/hive/dr-") && entry.method !== "GET";
    if (mandate === undefined || alias === undefined) return;
    if (entry.action === "task" || entry.action === "untask" || isRule) this.#lease(entry, mandate, alias);
    if (entry.action === "task") this.#intent(entry, mandate, alias);
  }

  /** Looks at one request right before it is carried out. */
  request(entry: Entry): void {
    const mandate = this.#options.mandateOf(entry.client);
    const alias = this.#aliasOf(entry);
    if (mandate === undefined || alias === undefined) return;
    this.look();
    const isRule = entry.path.includes("/hive/dr-") && entry.method !== "GET";
    const isLedger = entry.path.includes("/hive/lookup/") && entry.method !== "GET";
    if (entry.action === "task") this.#task(entry, mandate, alias);
    if (entry.action === "untask") this.#untask(entry, mandate, alias);
    if (isRule) this.#rule(entry, mandate, alias);
    if (isLedger && !new RegExp(`/lctasks-${mandate.project}(?:/|\\.claim\\.)`).test(entry.path))
      this.#broken(entry, `the ledger of somebody else was written: ${entry.path}`);
  }

  /** A run that nobody may ask for: it was recorded as not wanted. */
  forbid(aliases: readonly Alias[], project: string, name: string, run: number): void {
    for (const alias of aliases) this.#forbidden.add(`${alias} ${project} ${name} ${run}`);
  }

  /** Remembers which task_id has which context. */
  look(): void {
    const { world } = this.#options.service;
    for (const { queue, fleet, deliveries } of world.organizations.values()) {
      for (const sid of fleet.keys())
        for (const { task_id, context } of queue.waitingFor(sid)) this.#contexts.set(task_id, context);
      for (const { task_id, context } of deliveries) this.#contexts.set(task_id, context);
    }
  }

  #broken(entry: Entry, what: string): void {
    this.violations.push(`p${entry.client}: ${what}`);
  }

  #aliasOf(entry: Entry): Alias | undefined {
    const oid = entry.form["oid"] ?? entry.path.split("/")[4] ?? "";
    return (["prod", "eu"] as const).find((alias) => this.#options.service.organization(alias).oid === oid);
  }

  #task(entry: Entry, mandate: Mandate, alias: Alias): void {
    const token = String(entry.data["context"]);
    const [, name = "", digits = ""] = /^[a-z]+-([a-z]+)\.r(\d+)\.[0-9a-f]{8}$/.exec(token) ?? [];
    const run = Number(digits);
    const key = `${alias} ${mandate.project} ${name} ${run}`;
    const ledger = this.#options.ledgerOf(alias, mandate.project);
    const row = ledger?.tasks[name]?.runs.find((each) => each.token === token);
    const reaches = this.#reachedBy(entry, alias);
    const asked = { alias, project: mandate.project, name, run, token, part: row?.part, entry, reaches };
    for (const before of this.#asked.mayRun(asked))
      this.#broken(entry, `${key} was requested again as ${token}, after ${before.token}`);
    if (row !== undefined) this.#period(entry, row, asked);
    if (row?.part?.wave !== undefined) this.#wave(entry, ledger?.tasks[name]?.runs ?? [], row);
    if (row?.part?.newcomers !== undefined) this.#round(entry, ledger?.tasks[name]?.runs ?? [], row);
    if (row?.part?.wave !== undefined && mandate.files.get(name)?.halts === true)
      this.#halt(entry, alias, ledger?.tasks[name]?.runs ?? [], row);
    this.#asked.add(asked);
    const file = mandate.files.get(name);
    const isWanted =
      file !== undefined &&
      !file.paused &&
      file.run === run &&
      token.startsWith(`${mandate.project}-`) &&
      entry.data["task"] === commands[file.command] &&
      isOfFile(entry.data["selector"], row?.part, file) &&
      mandate.members.includes(alias) &&
      (alias === "prod" || !file.prodOnly);
    if (!isWanted) this.#broken(entry, `${token} was requested in ${alias}, and no file asks for it`);
    if (this.#forbidden.has(key)) this.#broken(entry, `${token} was requested, and is not wanted`);
    if (mandate.isOutdated) this.#broken(entry, `${token} was requested from an older commit`);
    if (file?.movedFrom !== undefined)
      for (const before of this.#asked.mayHaveRun({ ...asked, name: file.movedFrom }))
        this.#broken(entry, `${token} was requested, and its task ran as ${before.token}`);
    if (ledger?.paused !== undefined || ledger?.tasks[name]?.paused !== undefined)
      this.#broken(entry, `${token} was requested, and somebody paused it`);
    if (file?.listened === true) this.#listener(entry, mandate, { alias, name, token });
  }

  /** The period of what recurs is the one that it is now, counted from the first issue of its run. */
  #period(entry: Entry, { part, intentAtMs }: RunRow, asked: AskedRun): void {
    if (part?.period === undefined) return;
    const { index, atMs } = part.period;
    const lateMs = intentAtMs - atMs;
    if (lateMs < -slackMs || lateMs > everySeconds * 1000 + slackMs)
      this.#broken(entry, `${asked.token} was requested for period ${index}, and it is another one now`);
    const begins = this.#asked
      .same(asked)
      .flatMap((each) => (each.part?.period === undefined ? [] : [each.part.period]))
      .map((period) => period.atMs - period.index * everySeconds * 1000);
    const stack = this.pending(asked.alias, asked.project).find(
      (each) => each.name === asked.name && each.run === asked.run && each.part?.period !== undefined,
    );
    if (stack !== undefined)
      this.#broken(
        entry,
        `${asked.token} was requested while ${stack.token}, the period before, still waits`,
      );
    if (index > 0 && !begins.includes(atMs - index * everySeconds * 1000))
      this.#broken(
        entry,
        `${asked.token} was requested for a period that is not counted from the first issue`,
      );
  }

  /** A wave follows the soak of the one before, and nothing that nobody knows. */
  #wave(entry: Entry, runs: readonly RunRow[], { run, token, intentAtMs }: RunRow): void {
    const before = runs.filter((each) => each.run === run && each.token !== token);
    for (const each of before) {
      if (each.state === "unresolved")
        this.#broken(entry, `${token} was requested while nobody knows of ${each.token}, the wave before`);
      if (intentAtMs + slackMs < each.intentAtMs + soakSeconds * 1000)
        this.#broken(entry, `${token} was requested in the soak of ${each.token}, the wave before`);
    }
  }

  /** Nothing follows a part that nobody knows of. */
  #round(entry: Entry, runs: readonly RunRow[], { run, token }: RunRow): void {
    const unknown = runs.find(
      (each) => each.run === run && each.token !== token && each.state === "unresolved",
    );
    if (unknown !== undefined)
      this.#broken(entry, `${token} was requested while nobody knows of ${unknown.token}, the round before`);
  }

  #reachedBy({ data }: Entry, alias: Alias): ReadonlySet<string> {
    const { selector: sent } = data;
    const scope = { selector: typeof sent === "string" ? sent : "*" };
    return new Set(sensorsOf(this.#options.service.organization(alias), scope).map(({ sid }) => sid));
  }

  /** Nothing follows a wave that failed, in files that say so. What fails while an apply is under way, it may have missed. */
  #halt(entry: Entry, alias: Alias, runs: readonly RunRow[], { run, token }: RunRow): void {
    const { events } = this.#options.service.organization(alias);
    const untilMs = this.#options.service.world.clock.nowMs() - slackMs;
    const ids = new Set(
      runs.flatMap((each) => (each.run === run && each.token !== token ? each.taskIds : [])),
    );
    const failure = events
      .all()
      .find(
        ({ routing, event }) =>
          routing.event_type === "task_failure" &&
          routing.event_time < untilMs &&
          typeof event["task_id"] === "string" &&
          ids.has(event["task_id"]),
      );
    if (failure !== undefined)
      this.#broken(
        entry,
        `${token} was requested, and a wave before it failed on ${JSON.stringify(failure.event["sid"])}`,
      );
  }

  #listener(
    entry: Entry,
    { entries, project }: Mandate,
    at: { alias: Alias; name: string; token: string },
  ): void {
    const rule = liveRules(this.#options.service, at.alias).get(`lctasks.${project}.${at.name}`);
    const hears = JSON.stringify(rule?.data ?? "").includes(`"${project}-${at.name}.r"`);
    const isTouched = this.#options.others.touched.has(`${at.alias} lctasks.${project}.${at.name}`);
    if ((rule?.usr_mtd.enabled !== true || !hears) && !isTouched)
      this.#broken(entry, `${at.token} was requested without its listener`);
    const { oid } = this.#options.service.organization(at.alias);
    const about = entries.filter(({ path }) => path.includes(`/${oid}/lctasks.${project}.${at.name}/`));
    const written = about.findLastIndex(({ method }) => method === "POST");
    const readBack = about.findLastIndex((each) => each.method === "GET" && each.status() === 200);
    if (written > readBack)
      this.#broken(entry, `${at.token} was requested before its listener was read back`);
  }

  /** Only what we asked for is cancelled, and only by its id. */
  #untask(entry: Entry, mandate: Mandate, alias: Alias): void {
    const id = entry.data["task_id"];
    if (typeof id !== "string" || id === "") return this.#broken(entry, "untask was sent without a task_id");
    const context = this.#contexts.get(id) ?? "unknown";
    const asked = this.#asked.all().find(({ token }) => token === context);
    if (asked?.alias !== alias || asked.project !== mandate.project)
      return this.#broken(entry, `${id} was cancelled, and is not ours: ${context}`);
    const file = mandate.files.get(asked.name);
    if (mandate.mayCancel) return;
    const period = asked.part?.period;
    const nowMs = this.#options.service.world.clock.nowMs();
    if (period !== undefined && nowMs + slackMs >= period.atMs + everySeconds * 1000) return;
    if (file?.run === asked.run && mandate.members.includes(alias) && (alias === "prod" || !file.prodOnly))
      this.#broken(entry, `${context} was cancelled, and the file asks for it`);
  }

  #rule(entry: Entry, mandate: Mandate, alias: Alias): void {
    const key = entry.path.split("/")[5] ?? "";
    if (!key.startsWith(`lctasks.${mandate.project}.`) || this.#options.others.rules.has(`${alias} ${key}`))
      this.#broken(entry, `a foreign rule was touched: ${entry.method} ${key}`);
    if (mandate.isOutdated) this.#broken(entry, `${key} was written from an older commit`);
  }

  /** Ledger before effect. What others do to the ledger while the request is on its way is theirs. */
  #intent(entry: Entry, { project }: Mandate, alias: Alias): void {
    const token = String(entry.data["context"]);
    const rows = Object.values(this.#options.ledgerOf(alias, project)?.tasks ?? {});
    if (!rows.some(({ runs }) => runs.some((run) => run.token === token)))
      this.#broken(entry, `${token} was requested before the ledger knew of it`);
  }

  /** Whatever has an effect is sent under a lease of one's own that has not ended. A cancel by one task_id that is tried again is no second effect. */
  #lease(entry: Entry, { project }: Mandate, alias: Alias): void {
    const again = entry.action === "untask" && `${entry.client} ${String(entry.data["task_id"])}`;
    if (again && this.#untasked.has(again)) return;
    if (again) this.#untasked.add(again);
    const lease = this.#options.ledgerOf(alias, project)?.lease;
    const nowMs = this.#options.service.world.clock.nowMs();
    if (lease === undefined || clientOf(lease.id) !== entry.client)
      this.#broken(entry, `${entry.action ?? entry.path} was sent without a lease`);
    else if (lease.expiresAtMs < nowMs && this.#late.has(entry.client))
      this.#broken(entry, `${entry.action ?? entry.path} was sent after the end of its lease`);
    if (lease !== undefined && lease.expiresAtMs < nowMs) this.#late.add(entry.client);
  }

  /** Tokens of a project that were asked for and still wait in the queue, expired ones left out. */
  pending(alias: Alias, project: string): readonly AskedRun[] {
    const { queue, fleet } = this.#options.service.organization(alias);
    const nowMs = this.#options.service.world.clock.nowMs();
    const waiting = [...fleet.keys()].flatMap((sid) => queue.waitingFor(sid));
    const tokens = new Set(waiting.flatMap(({ context, expiresMs }) => (expiresMs > nowMs ? [context] : [])));
    return this.#asked
      .all()
      .filter((run) => run.alias === alias && run.project === project && tokens.has(run.token));
  }
}
