import type { AddressInfo } from "node:net";
import { createChance } from "./chance.js";
import { connectSensors, disconnectSensors, failSensors, mendSensors } from "./connections.js";
import type { Deed } from "./deed.js";
import { environment } from "./environment.js";
import type { Delivery } from "./delivery-log.js";
import { enroll } from "./enrolment.js";
import type { PlatformEvent } from "./events.js";
import type { Fault, Faults } from "./faults.js";
import { type GivenSensors, hasOneSidEach } from "./fleet-given.js";
import { readFleetFile } from "./fleet-file.js";
import type { Organization, OrganizationOptions } from "./organization.js";
import type { LoggedRequest } from "./request-log.js";
import { createApiServer } from "./server.js";
import type { VariantValues } from "./variants.js";
import { readState } from "./journal.js";
import { keepState } from "./keep-state.js";
import type { WhichSensors } from "./which-sensors.js";
import { createWorld, type World } from "./world.js";

export type { GivenSensors, OrganizationOptions };
export type { Delivery, Fault, Faults, LoggedRequest, PlatformEvent, VariantValues, WhichSensors };

/** How a sandbox starts; everything may be left out. */
export interface SandboxOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Everything random follows from it. Default 1. */
  readonly seed?: number;
  /** Sensors of the first organization, adapters included: how many, or which. Default 20. */
  readonly sensors?: number | readonly GivenSensors[];
  /** Further organizations, which the user reaches as well. */
  readonly organizations?: readonly OrganizationOptions[];
  /** A file that says which organizations and sensors there are, in place of the two above. */
  readonly fleet?: string;
  /** Whether sensors connect and disconnect as time passes: laptops sleep, some machines come back after three weeks. Default: with `fleet` only. */
  readonly patterns?: boolean;
  /** Epoch milliseconds at which the clock starts. Default: now. */
  readonly startMs?: number;
  /** Sandbox seconds per real second. Default 0: the clock stands still until `advance`. */
  readonly speed?: number;
  /** A file that keeps the state over restarts, whatever ends the process. Default: nothing is kept. */
  readonly state?: string;
  /** Permissions of the API key. Default: all. */
  readonly permissions?: readonly string[];
}

/** A sensor as tests look at it. */
export interface SensorView {
  readonly sid: string;
  readonly oid: string;
  readonly hostname: string;
  /** Platform name, for example `windows`. */
  readonly plat: string;
  /** Architecture name, for example `usp_adapter`. */
  readonly arch: string;
  readonly tags: readonly string[];
  readonly online: boolean;
}

/** One organization of a sandbox, as tests reach it. */
export interface OrganizationView {
  readonly name: string;
  readonly oid: string;
  readonly apiKey: string;
}

/** A pretend LimaCharlie on loopback that is running. */
export interface Sandbox {
  /** Address without a trailing slash; the API is under `/v1`, the control plane under `/_sandbox`. */
  readonly url: string;
  readonly oid: string;
  readonly apiKey: string;
  /** Every organization, the first of which is the one above. */
  readonly organizations: readonly OrganizationView[];
  /** A user and the user's API key, who reaches all of them. */
  readonly user: { readonly uid: string; readonly apiKey: string };
  /** What lctasks and the official Python client read: ids, key, addresses, and no token cache. */
  readonly env: Readonly<Record<string, string>>;
  /** What each sensor was really told to run, in order. */
  deliveries(): readonly Delivery[];
  /** Every API request, in order; those to the control plane are not among them. */
  requests(): readonly LoggedRequest[];
  /** What sensors and the extension said, in order; the newest 100,000 at least. */
  events(): readonly PlatformEvent[];
  sensors(): readonly SensorView[];
  /** Sandbox time, epoch milliseconds. */
  nowMs(): number;
  /** Lets time pass. */
  advance(seconds: number): void;
  /** Connects sensors, which get what waits for them; returns how many were offline. */
  connect(which: WhichSensors): number;
  disconnect(which: WhichSensors): number;
  /** From now on what is sent to these sensors fails, and the extension says so. Returns how many were well before. Throws a RangeError for an unknown sid. */
  fail(which: WhichSensors): number;
  /** The contrary of `fail`; what failed is tried again when they connect. Returns how many failed before. Throws a RangeError for an unknown sid. */
  mend(which: WhichSensors): number;
  /** Sensors enrol in the first organization, as an entry of `sensors` gives them; returns their sids. Throws a RangeError for what makes no sense. */
  enroll(sensors: readonly GivenSensors[]): readonly string[];
  /** Failures that can be switched on. */
  readonly faults: Pick<Faults, "add" | "list" | "clear">;
  /** Behaviours of the real service that are not known for sure. */
  readonly variants: {
    current(): VariantValues;
    set(wanted: Partial<VariantValues>): void;
    reset(): void;
  };
  /** Back to the start: hives, queue, fleet, logs, faults and variants. The clock goes on, ids stay. */
  reset(): void;
  /** Stops; open connections are cut. */
  close(): Promise<void>;
}

/** Starts a sandbox; resolves when it listens. Rejects when it cannot: the port is taken, or an option makes no sense (a RangeError). */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  checkOptions(options);
  const chance = createChance(`lctasks sandbox ${options.seed ?? 1}`);
  const organizations = organizationsOf(options);
  const patterns = options.patterns ?? options.fleet !== undefined;
  const { speed = 0 } = options;
  const saved = options.state === undefined ? undefined : readState(options.state);
  const startMs = saved?.origin.startMs ?? options.startMs ?? Date.now();
  const world = createWorld({ startMs, speed, chance, organizations, patterns });
  const origin = { startMs, options: JSON.stringify([options.seed ?? 1, organizations, patterns]) };
  const journal =
    options.state === undefined ? undefined : keepState(world, { path: options.state, origin, saved });
  if (saved && speed > 0) catchUpWith(world, Date.now());
  const server = createApiServer(world);
  const host = options.host ?? "127.0.0.1";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  world.url = `http://${host}:${(server.address() as AddressInfo).port}`;
  let open = journal;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      open?.close();
      open = undefined;
      world.onDeed = undefined;
      world.clock.clear();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return handle(world, close);
}

function organizationsOf(options: SandboxOptions): readonly OrganizationOptions[] {
  const { sensors = 20, permissions, organizations = [], fleet } = options;
  if (fleet !== undefined) return readFleetFile(fleet).map((given) => ({ permissions, ...given }));
  return [{ name: "sandbox", sensors, permissions }, ...organizations];
}

function checkOptions({ sensors = 0, speed = 0, organizations = [] }: SandboxOptions): void {
  const names = ["sandbox", ...organizations.map(({ name }) => name)];
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) {
    throw new RangeError(`Cannot start the sandbox: two organizations are named ${twice}`);
  }
  const odd = typeof sensors === "number" ? undefined : hasOneSidEach(sensors);
  if (odd !== undefined) throw new RangeError(`Cannot start the sandbox: ${odd}`);
  if (typeof sensors === "number" && (!Number.isSafeInteger(sensors) || sensors < 0)) {
    throw new RangeError(
      `Cannot start the sandbox: sensors is ${sensors}, a whole number of at least 0 is needed`,
    );
  }
  if (!(speed >= 0 && Number.isFinite(speed))) {
    throw new RangeError(`Cannot start the sandbox: speed is ${speed}, a number of at least 0 is needed`);
  }
}

/** A clock that runs goes on at the present when it was left behind. */
function catchUpWith({ clock }: World, presentMs: number): void {
  if (presentMs > clock.nowMs()) clock.advance((presentMs - clock.nowMs()) / 1000);
}

/** A deed without its time. */
type Noted = Deed extends infer One ? (One extends Deed ? Omit<One, "at"> : never) : never;

function handle(world: World, close: () => Promise<void>): Sandbox {
  const { clock, faults, variants, user, url } = world;
  const noted = <T>(deed: Noted, work: () => T): T =>
    clock.hold(() => {
      const at = clock.nowMs();
      const result = work();
      world.onDeed?.({ at, ...deed });
      return result;
    });
  const organization = (): Organization => world.organizations.values().next().value as Organization;
  const everywhere = <T>(take: (each: Organization) => readonly T[]): T[] =>
    [...world.organizations.values()].flatMap((each) => [...take(each)]);
  const { oid, apiKey } = organization();
  return {
    url,
    oid,
    apiKey: apiKey.secret,
    organizations: [...world.organizations.values()].map((each) => ({
      name: each.name,
      oid: each.oid,
      apiKey: each.apiKey.secret,
    })),
    user,
    env: environment({ oid, apiKey: apiKey.secret, url }),
    deliveries: () => everywhere(({ deliveries }) => deliveries),
    requests: () => [...world.requests],
    events: () => everywhere(({ events }) => events.all()),
    sensors: () =>
      everywhere(({ fleet }) => [...fleet.values()]).map(
        ({ sid, oid, hostname, plat, arch, tags, online }) => ({
          sid,
          oid,
          hostname,
          plat,
          arch,
          tags: [...tags.keys()],
          online,
        }),
      ),
    nowMs: () => clock.nowMs(),
    advance: (seconds) => noted({ kind: "advance", seconds }, () => clock.advance(seconds)),
    connect: (which) => noted({ kind: "connect", which }, () => connectSensors(world, which)),
    disconnect: (which) => noted({ kind: "disconnect", which }, () => disconnectSensors(world, which)),
    fail: (which) => noted({ kind: "fail", which }, () => failSensors(world, which)),
    mend: (which) => noted({ kind: "mend", which }, () => mendSensors(world, which)),
    enroll: (sensors) => noted({ kind: "enroll", oid, sensors }, () => enroll(organization(), sensors)),
    faults: {
      list: () => faults.list(),
      add: (fault) => noted({ kind: "fault", fault }, () => faults.add(fault)),
      clear: () => noted({ kind: "fault", fault: "none" }, () => faults.clear()),
    },
    variants: {
      current: () => variants.current(),
      set: (values) => noted({ kind: "variants", values }, () => variants.set(values)),
      reset: () => noted({ kind: "variants", values: "defaults" }, () => variants.reset()),
    },
    reset: () => noted({ kind: "reset" }, () => world.reset()),
    close,
  };
}
