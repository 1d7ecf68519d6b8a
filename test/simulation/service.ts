import type { Json, JsonObject } from "../../src/core/model/json.js";
import type { Answer } from "../../src/sandbox/answer.js";
import { createChance } from "../../src/sandbox/chance.js";
import { connectSensors } from "../../src/sandbox/connections.js";
import type { Organization } from "../../src/sandbox/organization.js";
import { allPermissions } from "../../src/sandbox/permissions.js";
import { parseRequest } from "../../src/sandbox/request.js";
import { respond } from "../../src/sandbox/respond.js";
import { createWorld, type World } from "../../src/sandbox/world.js";

/** When the time of every sequence begins: 2026-03-02 09:00 UTC. */
const beginningMs = Date.UTC(2026, 2, 2, 9);

/** Aliases of the organizations that a sequence may have. */
export type Alias = "prod" | "eu";

/** A pretend LimaCharlie of a sequence, with a door for everybody else: no fault stands in their way. */
export interface Service {
  readonly world: World;
  organization(alias: Alias): Organization;
  /** Every sensor connects, and gets what waits for it. */
  connectAll(): void;
  /** What somebody else with all permissions asks; parsed JSON. Throws for anything but a success. */
  ask(alias: Alias, method: string, path: string, form?: { readonly [name: string]: string }): Json;
}

/** Two small organizations, all sensors offline: what is issued waits, so that the queue has something to say. */
export function createService(seed: string): Service {
  const world = createWorld({
    startMs: beginningMs,
    speed: 0,
    chance: createChance(`simulation ${seed}`),
    organizations: [
      { name: "prod", sensors: fleet },
      { name: "eu", sensors: fleet.slice(0, 2) },
    ],
    patterns: false,
  });
  const [prod, eu] = world.organizations.values();
  if (prod === undefined || eu === undefined) throw new Error("the sandbox has no two organizations");
  const organizations = { prod, eu };
  return {
    world,
    organization: (alias) => organizations[alias],
    connectAll: () => void world.clock.hold(() => connectSensors(world, "all")),
    ask: (alias, method, path, form) => {
      const { oid } = organizations[alias];
      const caller = { ident: "somebody else", permissions: { [oid]: allPermissions }, isUser: false };
      const token = world.tokens.mint(caller, Math.ceil(world.clock.nowMs() / 1000) + 3600);
      const request = parseRequest({
        method,
        url: `/v1${path}`,
        contentType: "application/x-www-form-urlencoded",
        authorization: `Bearer ${token}`,
        body: Buffer.from(new URLSearchParams({ ...form }).toString()),
      });
      return JSON.parse(world.clock.hold((): Answer => respond(world, request, 0)).body) as Json;
    },
  };
}

const fleet = [
  { hostname: "pc-{n}", plat: "windows", count: 3, online: false },
  { hostname: "server-{n}", plat: "linux", count: 1, online: false },
] as const;

/** A live record of a rule, as its hive keeps it. */
export interface RuleRecord {
  readonly data: JsonObject;
  readonly usr_mtd: { readonly enabled: boolean; readonly tags: readonly string[] };
}

/** Every live rule of an organization by its key. */
export function liveRules(service: Service, alias: Alias): ReadonlyMap<string, RuleRecord> {
  const nowMs = service.world.clock.nowMs();
  return service.organization(alias).hives["dr-general"].list(nowMs);
}
