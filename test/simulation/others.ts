import type { JsonObject } from "../../src/core/model/json.js";
import {
  connectSensors,
  disconnectSensors,
  failSensors,
  mendSensors,
} from "../../src/sandbox/connections.js";
import { enroll } from "../../src/sandbox/enrolment.js";
import { tagSensor, untagSensor } from "../../src/sandbox/sensor-tags.js";
import type { SimulatedSensor } from "../../src/sandbox/sensor.js";
import { commands } from "./repository.js";
import { type Alias, liveRules, type RuleRecord, type Service } from "./service.js";
import type { Deed, Name } from "./steps.js";

/** What happens to sensors, by its word. */
const plugs = {
  connect: connectSensors,
  disconnect: disconnectSensors,
  fail: failSensors,
  mend: mendSensors,
} as const;

/** A task that somebody else queued. */
export interface ForeignTask {
  readonly alias: Alias;
  readonly id: string;
  readonly sids: readonly string[];
  /** Its context could be one of ours. */
  readonly isLikeOurs: boolean;
}

/** Everybody else in the organizations: what they made must stay as they made it. */
export class Others {
  readonly tasks: ForeignTask[] = [];
  /** Task ids of everything that somebody else ever queued. */
  readonly everQueued = new Set<string>();
  /** Task ids of what they cancelled themselves. */
  readonly cancelled = new Set<string>();
  /** Rules of theirs by organization and key, as they wrote them. */
  readonly rules = new Map<string, RuleRecord>();
  /** Rules that somebody touched since the last step began, by organization and key. */
  readonly touched = new Set<string>();
  /** Set when the ledger was deleted or rolled back, until it is put back: the newest document of each. */
  readonly lostLedgers = new Map<string, JsonObject>();
  readonly #service: Service;
  /** What a repository of infrastructure code remembers of our rules, by organization. */
  readonly #exports = new Map<Alias, ReadonlyMap<string, RuleRecord>>();
  readonly #ledgers = new Map<string, JsonObject>();
  readonly #spare = new Map<Alias, SimulatedSensor>();

  constructor(service: Service) {
    this.#service = service;
    for (const alias of ["prod", "eu"] as const) {
      const { fleet } = service.organization(alias);
      const last = [...fleet.values()].findLast(({ plat }) => plat === "windows");
      if (last === undefined) continue;
      fleet.delete(last.sid);
      this.#spare.set(alias, last);
    }
  }

  /** Does it; returns whether there was anything to do. */
  act(alias: Alias, deed: Deed): boolean {
    switch (deed.do) {
      case "queue a task":
        return this.#queue(alias, deed);
      case "write a rule":
        return this.#writeRule(alias, deed.key === "ours" ? `lctasks.soc.${deed.name}` : "theirs.rule");
      case "disable our rule":
      case "delete our rule":
      case "change our rule":
        return this.#touchRule(alias, deed.name, deed.do);
      case "sync rules back":
      case "sync rules away":
        return this.#syncRules(alias, deed.do === "sync rules back");
      case "sync the ledger away":
        return this.#loseLedger(alias, undefined);
      case "sync the ledger back":
        return this.#loseLedger(alias, this.#ledgers.get(alias));
      case "enroll":
        return this.#enroll(alias);
      case "enroll another":
        return this.#enrollAnother(alias);
      case "tag":
        return this.#tag(alias, deed);
      default:
        return this.#plug(alias, deed);
    }
  }

  /** Exports the organization, as an infrastructure sync does now and then. */
  export(alias: Alias): void {
    this.#exports.set(alias, new Map(liveRules(this.#service, alias)));
    const ledger = this.ledgerRecord(alias, "soc");
    if (ledger !== undefined) this.#ledgers.set(alias, ledger);
  }

  /** The stored record of a project's ledger. */
  ledgerRecord(alias: Alias, project: string): JsonObject | undefined {
    const nowMs = this.#service.world.clock.nowMs();
    return this.#service.organization(alias).hives.lookup.get(`lctasks-${project}`, nowMs)?.data;
  }

  /** Puts a ledger back that was lost. */
  restoreLedger(alias: Alias): boolean {
    const data = this.lostLedgers.get(alias);
    if (data === undefined) return false;
    this.lostLedgers.delete(alias);
    this.#writeRecord(alias, "lookup", "lctasks-soc", { data, usr_mtd: { enabled: true, tags: [] } });
    return true;
  }

  /** A person deletes a rule, if it is there. */
  deleteRule(alias: Alias, key: string): boolean {
    if (!liveRules(this.#service, alias).has(key)) return false;
    this.rules.delete(`${alias} ${key}`);
    this.#service.ask(alias, "DELETE", this.#path(alias, "dr-general", key));
    return true;
  }

  /** Somebody cancels what they queued. */
  cancelTask(alias: Alias, id: string): boolean {
    const at = this.tasks.findIndex((task) => task.alias === alias && task.id === id);
    if (at < 0) return false;
    this.tasks.splice(at, 1);
    this.cancelled.add(id);
    this.#extension(alias, "untask", { selector: "*", task_id: id });
    return true;
  }

  #queue(alias: Alias, { like, name }: Extract<Deed, { do: "queue a task" }>): boolean {
    const contexts = {
      "nothing of ours": "adhoc",
      "our context": `soc-${name}`,
      "our token": `soc-${name}.r7.0123abcd`,
    };
    const data = { task: commands[1], selector: "*", context: contexts[like], ttl: 90 * 86_400 };
    const answer = this.#extension(alias, "task", data) as { readonly data: { readonly task_id: string } };
    const id = answer.data.task_id;
    const organization = this.#service.organization(alias);
    const waiting = [...organization.fleet.keys()].filter(
      (sid) => organization.queue.waitingFor(sid, id).length > 0,
    );
    const told = organization.deliveries.filter(({ task_id }) => task_id === id).map(({ sid }) => sid);
    this.everQueued.add(id);
    this.tasks.push({ alias, id, sids: [...waiting, ...told], isLikeOurs: like !== "nothing of ours" });
    return true;
  }

  #writeRule(alias: Alias, key: string): boolean {
    if (liveRules(this.#service, alias).has(key)) return false;
    const data = { detect: { event: "X", op: "exists", path: "event" }, respond: [] };
    const record = { data, usr_mtd: { enabled: true, tags: ["theirs"] } };
    this.#writeRecord(alias, "dr-general", key, record);
    this.rules.set(`${alias} ${key}`, record);
    return true;
  }

  #touchRule(alias: Alias, name: Name, what: Deed["do"]): boolean {
    const key = `lctasks.soc.${name}`;
    const record = liveRules(this.#service, alias).get(key);
    if (record === undefined || this.rules.has(`${alias} ${key}`)) return false;
    this.touched.add(`${alias} ${key}`);
    if (what === "delete our rule") this.#service.ask(alias, "DELETE", this.#path(alias, "dr-general", key));
    else if (what === "disable our rule")
      this.#writeRecord(alias, "dr-general", key, {
        ...record,
        usr_mtd: { ...record.usr_mtd, enabled: false },
      });
    else this.#writeRecord(alias, "dr-general", key, { ...record, data: { ...record.data, respond: [] } });
    return true;
  }

  /** A forced sync from an old export (or from one that never had them) puts every rule of ours back, or away. */
  #syncRules(alias: Alias, back: boolean): boolean {
    const wanted = back
      ? (this.#exports.get(alias) ?? new Map<string, RuleRecord>())
      : new Map<string, RuleRecord>();
    const present = [...liveRules(this.#service, alias).keys()].filter(
      (key) => !this.rules.has(`${alias} ${key}`),
    );
    for (const key of present) {
      this.touched.add(`${alias} ${key}`);
      const before = wanted.get(key);
      if (before === undefined) this.#service.ask(alias, "DELETE", this.#path(alias, "dr-general", key));
      else this.#writeRecord(alias, "dr-general", key, before);
    }
    return present.length > 0;
  }

  #loseLedger(alias: Alias, older: JsonObject | undefined): boolean {
    const newest = this.ledgerRecord(alias, "soc");
    if (newest === undefined || this.lostLedgers.has(alias)) return false;
    this.lostLedgers.set(alias, newest);
    if (older === undefined) this.#service.ask(alias, "DELETE", this.#path(alias, "lookup", "lctasks-soc"));
    else
      this.#writeRecord(alias, "lookup", "lctasks-soc", {
        data: older,
        usr_mtd: { enabled: true, tags: [] },
      });
    return true;
  }

  #enroll(alias: Alias): boolean {
    const sensor = this.#spare.get(alias);
    if (sensor === undefined) return false;
    this.#spare.delete(alias);
    this.#service.organization(alias).fleet.set(sensor.sid, sensor);
    return true;
  }

  #enrollAnother(alias: Alias): boolean {
    const organization = this.#service.organization(alias);
    const given = [{ hostname: "new-{n}", plat: "windows" as const, count: 1, online: false }];
    return this.#service.world.clock.hold(() => enroll(organization, given)).length > 0;
  }

  /** Puts a tag on one of the sensors, or takes it off. */
  #tag(alias: Alias, { which, tag }: Extract<Deed, { do: "tag" }>): boolean {
    const organization = this.#service.organization(alias);
    const sensors = [...organization.fleet.values()];
    const sensor = sensors[which % sensors.length];
    if (sensor === undefined) return false;
    if (sensor.tags.has(tag)) untagSensor(sensor, tag);
    else tagSensor(organization, sensor, { tag, by: "somebody else", ttlSeconds: 0 });
    return true;
  }

  #plug(alias: Alias, deed: Extract<Deed, { do: keyof typeof plugs }>): boolean {
    const fleet = [...this.#service.organization(alias).fleet.keys()];
    const sids = fleet.filter((_, index) => index % 4 === deed.which);
    const change = plugs[deed.do];
    return this.#service.world.clock.hold(() => change(this.#service.world, sids)) > 0;
  }

  #writeRecord(alias: Alias, hive: string, key: string, record: { data: JsonObject; usr_mtd: object }): void {
    this.#service.ask(alias, "POST", `${this.#path(alias, hive, key)}/data`, {
      data: JSON.stringify(record.data),
      usr_mtd: JSON.stringify({ expiry: 0, comment: "", ...record.usr_mtd }),
    });
  }

  #path(alias: Alias, hive: string, key: string): string {
    return `/hive/${hive}/${this.#service.organization(alias).oid}/${key}`;
  }

  #extension(alias: Alias, action: string, data: object): unknown {
    const { oid } = this.#service.organization(alias);
    const form = { oid, action, data: JSON.stringify(data) };
    return this.#service.ask(alias, "POST", "/extension/request/ext-reliable-tasking", form);
  }
}
