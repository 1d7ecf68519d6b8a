import { join } from "node:path";
import type { Ledger } from "../../src/core/model/ledger.js";
import type { Report } from "../../src/core/model/report.js";
import type { Chance } from "../../src/sandbox/chance.js";
import type { VariantValues } from "../../src/sandbox/variants.js";
import { Client, type Ended, type Program } from "./client.js";
import type { Entry, Fate, Front } from "./front.js";
import { Judge, type Mandate } from "./judge.js";
import { isAt } from "./moments.js";
import { mishapOf } from "./mishaps.js";
import { Others } from "./others.js";
import { keyNames, Repository } from "./repository.js";
import { fileLedger, recordedLedger } from "./stored-ledger.js";
import { reportIn, told } from "./told.js";
import { type Alias, createService, type Service } from "./service.js";
import type { ApplyStep, Cast, Upset, Where } from "./steps.js";
import { takeTurns, type Turns } from "./turns.js";

/** How often something happened, by its name. */
export type Counters = Map<string, number>;

/** What a sequence is played with. */
export interface SceneOptions {
  readonly seed: string;
  readonly program: Program;
  readonly front: Front;
  readonly cast: Cast;
  readonly ledger: "hive" | "file";
  readonly nature: Partial<VariantValues>;
  readonly counters: Counters;
}

/** What came of one run of the program. */
export interface Result extends Ended {
  readonly report: Report | undefined;
}

/** Everything of one sequence: the service, the files, everybody else, and whoever runs the program. */
export class Scene {
  readonly service: Service;
  readonly others: Others;
  readonly judge: Judge;
  readonly cast: Cast;
  readonly trace: string[] = [];
  readonly #options: SceneOptions;
  readonly #repositories = new Map<Where, Repository>();
  readonly #clients = new Map<number, Client>();
  readonly #mandates = new Map<number, Mandate>();
  readonly #upsets = new Map<number, Pending[]>();
  #turns: Turns | undefined;

  constructor(options: SceneOptions) {
    this.#options = options;
    this.cast = options.cast;
    this.service = createService(options.seed);
    this.service.world.variants.set(options.nature);
    this.others = new Others(this.service);
    const ledgerOf = (alias: Alias, project: string): Ledger | undefined => this.ledger(alias, project);
    const mandateOf = (client: number): Mandate | undefined => this.#mandates.get(client);
    this.judge = new Judge({ service: this.service, others: this.others, ledgerOf, mandateOf });
    const oids = { prod: this.service.organization("prod").oid, eu: this.service.organization("eu").oid };
    const both = options.cast.aliases.includes("eu");
    for (const where of options.cast.where) {
      const project = where === "net" ? "net" : "soc";
      this.#repositories.set(where, new Repository({ project, ledger: options.ledger, oids, both }));
    }
    options.front.serve(this.service.world, (entry) => this.#decide(entry));
  }

  repository(where: Where): Repository {
    const repository = this.#repositories.get(where);
    if (repository === undefined) throw new Error(`there is no repository ${where}`);
    return repository;
  }

  /** The ledger as it is stored. */
  ledger(alias: Alias, project: string): Ledger | undefined {
    if (this.#options.ledger === "file") {
      const { oid } = this.service.organization(alias);
      return fileLedger(this.repository(project === "net" ? "net" : "soc").folder.path, project, oid);
    }
    const data = this.others.ledgerRecord(alias, project);
    return data && recordedLedger(data);
  }

  say(line: string): void {
    this.trace.push(line);
  }

  count(what: string): void {
    const { counters } = this.#options;
    counters.set(what, (counters.get(what) ?? 0) + 1);
  }

  /** Runs the program once, with what happens to it on the way. */
  async run(
    where: Where,
    argv: readonly string[],
    more: Partial<Pick<ApplyStep, "upsets" | "skew">> & Partial<Mandate> = {},
  ): Promise<Result> {
    const repository = this.repository(where);
    const id = this.#clients.size + 1;
    const address = this.#options.front.addressOf(id);
    const client = new Client({
      id,
      program: this.#options.program,
      environment: {
        ...Object.fromEntries(
          (["prod", "eu"] as const).map((alias) => [
            keyNames[alias],
            this.service.organization(alias).apiKey.secret,
          ]),
        ),
        LCTASKS_API_URL: address,
        LCTASKS_JWT_URL: `${address}/jwt`,
      },
      folder: repository.folder.path,
      links: join(repository.folder.path, ".clients"),
      nowMs: () => this.service.world.clock.nowMs(),
      pause: (_client, ms) => this.#pause(id, ms),
    });
    client.skewMs = (more.skew ?? 0) * 1000;
    this.#clients.set(id, client);
    this.#upsets.set(
      id,
      (more.upsets ?? []).map((upset) => ({ upset, seen: 0 })),
    );
    const { project, members } = repository;
    const files = new Map(repository.tasks);
    const mayCancel = argv[0] === "cancel";
    const mandate = { id, project, files, members, entries: client.entries, isOutdated: false, mayCancel };
    this.#mandates.set(id, { ...mandate, ...pick(more) });
    const ended = await client.run(argv);
    this.count(`exit ${ended.code ?? "killed"}`);
    const report = reportIn(ended);
    const { lines, rows } = told({ ended, report });
    this.say(`  p${id} ${where} ${argv.join(" ")} -> ${ended.code ?? "killed"} ${lines.join("\n    ")}`);
    for (const row of rows) this.count(row);
    this.judge.look();
    return { ...ended, report };
  }

  /** Runs a command, `apply` if nothing else is said, with mishaps. */
  async apply({ where, mishaps, upsets, skew }: ApplyStep, argv = applyCommand): Promise<Result> {
    this.#begin(mishaps);
    try {
      return await this.run(where, argv, { upsets, skew });
    } finally {
      this.#end();
    }
  }

  /** Several applies at once: at every request it is drawn who goes on. */
  async race(applies: readonly ApplyStep[], chance: Chance): Promise<void> {
    this.#begin(applies.flatMap(({ mishaps }) => mishaps));
    this.#turns = takeTurns(chance, (line) => this.say(line));
    try {
      const running = applies.map(({ where, upsets, skew }) =>
        this.run(where, applyCommand, { upsets, skew }),
      );
      await this.#turns.run(running);
      await Promise.all(running);
    } finally {
      this.#turns = undefined;
      this.#end();
    }
  }

  dispose(): void {
    for (const { folder } of this.#repositories.values()) folder.dispose();
  }

  #begin(mishaps: readonly string[]): void {
    this.others.touched.clear();
    for (const name of mishaps) {
      const { faults = [], variants = {} } = mishapOf(name);
      for (const fault of faults) this.service.world.faults.add(fault);
      this.service.world.variants.set(variants);
      this.count(`mishap ${name}`);
    }
  }

  #end(): void {
    for (const { hit, do: effect } of this.service.world.faults.list())
      if (hit > 0) this.count(`fault hit: ${JSON.stringify(effect).slice(0, 60)}`);
    this.service.world.faults.clear();
    this.service.world.variants.reset();
    this.service.world.variants.set(this.#options.nature);
  }

  async #pause(client: number, ms: number): Promise<void> {
    await this.#turns?.wait(client, `pause ${Math.round(ms / 100) * 100}`);
    this.service.world.clock.advance(ms / 1000);
  }

  async #decide(entry: Entry): Promise<Fate> {
    const client = this.#clients.get(entry.client);
    if (client === undefined || client.isDead) return "lose the request";
    this.judge.sent(entry);
    await this.#turns?.wait(entry.client, `${entry.method} ${entry.path} ${entry.action ?? ""}`);
    if (client.isDead) return "lose the request";
    client.entries.push(entry);
    for (const pending of this.#upsets.get(entry.client) ?? []) {
      if (!isAt(pending.upset.at, entry)) continue;
      pending.seen += 1;
      if (pending.seen === pending.upset.at.nth) this.#upset(pending.upset, client, entry);
    }
    this.judge.request(entry);
    if (!client.isDead) return "answer";
    const isAfter =
      this.#upsets.get(entry.client)?.some(({ upset }) => upset.what === "killed after") === true;
    return isAfter ? "lose the answer" : "lose the request";
  }

  #upset(upset: Upset, client: Client, entry: Entry): void {
    const about =
      entry.action ?? `${entry.method} ${entry.path.split("/").slice(2, 4).join("/").replace(uuid, "…")}`;
    this.say(`    p${client.id} ${upset.what} at request ${client.entries.length}: ${about}`);
    this.count(`${upset.what}: ${about}`);
    if (upset.what === "killed before" || upset.what === "killed after") client.kill();
    else if (upset.what === "stopped") client.stop();
    else if (upset.what === "time jumps") this.service.world.clock.advance(upset.seconds);
    else if (upset.what === "local clock jumps") client.skewMs += upset.seconds * 1000;
    else if (upset.what === "somebody acts") this.others.act("prod", upset.deed);
  }
}

const uuid = /[0-9a-f]{8}-[0-9a-f-]{27}/;

export const applyCommand: readonly string[] = ["apply", "--yes", "--format", "json"];

interface Pending {
  readonly upset: Upset;
  seen: number;
}

const pick = ({ files, members, isOutdated }: Partial<Mandate>): Partial<Mandate> => ({
  ...(files === undefined ? {} : { files }),
  ...(members === undefined ? {} : { members }),
  ...(isOutdated === undefined ? {} : { isOutdated }),
});
