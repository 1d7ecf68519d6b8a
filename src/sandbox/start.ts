import type { AddressInfo } from "node:net";
import { createChance } from "./chance.js";
import { connectSensors, disconnectSensors, type WhichSensors } from "./connections.js";
import type { Delivery } from "./delivery-log.js";
import type { PlatformEvent } from "./events.js";
import type { Fault, Faults } from "./faults.js";
import type { Organization } from "./organization.js";
import type { LoggedRequest } from "./request-log.js";
import { createApiServer } from "./server.js";
import type { VariantValues } from "./variants.js";
import { createWorld, type World } from "./world.js";

export type { Delivery, Fault, Faults, LoggedRequest, PlatformEvent, VariantValues, WhichSensors };

/** How a sandbox starts; everything may be left out. */
export interface SandboxOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Everything random follows from it. Default 1. */
  readonly seed?: number;
  /** Sensors, adapters included. Default 20. */
  readonly sensors?: number;
  /** Epoch milliseconds at which the clock starts. Default: now. */
  readonly startMs?: number;
  /** Sandbox seconds per real second. Default 0: the clock stands still until `advance`. */
  readonly speed?: number;
  /** Permissions of the API key. Default: all. */
  readonly permissions?: readonly string[];
}

/** A sensor as tests look at it. */
export interface SensorView {
  readonly sid: string;
  readonly hostname: string;
  /** Platform name, for example `windows`. */
  readonly plat: string;
  /** Architecture name, for example `usp_adapter`. */
  readonly arch: string;
  readonly tags: readonly string[];
  readonly online: boolean;
}

/** A pretend LimaCharlie on loopback that is running. */
export interface Sandbox {
  /** Address without a trailing slash; the API is under `/v1`, the control plane under `/_sandbox`. */
  readonly url: string;
  readonly oid: string;
  readonly apiKey: string;
  /** A user and the user's API key. */
  readonly user: { readonly uid: string; readonly apiKey: string };
  /** `LC_OID`, `LC_API_KEY`, `LCTASKS_API_URL` and `LCTASKS_JWT_URL`. */
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
  const organizations = [
    { name: "sandbox", sensors: options.sensors ?? 20, permissions: options.permissions },
  ];
  const { startMs = Date.now(), speed = 0 } = options;
  const world = createWorld({ startMs, speed, chance, organizations });
  const server = createApiServer(world);
  const host = options.host ?? "127.0.0.1";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  world.url = `http://${host}:${(server.address() as AddressInfo).port}`;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      world.clock.clear();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return handle(world, close);
}

function checkOptions({ sensors = 0, speed = 0 }: SandboxOptions): void {
  if (!Number.isSafeInteger(sensors) || sensors < 0) {
    throw new RangeError(
      `Cannot start the sandbox: sensors is ${sensors}, a whole number of at least 0 is needed`,
    );
  }
  if (!(speed >= 0 && Number.isFinite(speed))) {
    throw new RangeError(`Cannot start the sandbox: speed is ${speed}, a number of at least 0 is needed`);
  }
}

function handle(world: World, close: () => Promise<void>): Sandbox {
  const { clock, faults, variants, user, url } = world;
  const organization = (): Organization => world.organizations.values().next().value as Organization;
  const { oid, apiKey } = organization();
  return {
    url,
    oid,
    apiKey: apiKey.secret,
    user,
    env: { LC_OID: oid, LC_API_KEY: apiKey.secret, LCTASKS_API_URL: url, LCTASKS_JWT_URL: `${url}/jwt` },
    deliveries: () => [...organization().deliveries],
    requests: () => [...world.requests],
    events: () => [...organization().events.all()],
    sensors: () =>
      [...organization().fleet.values()].map(({ sid, hostname, plat, arch, tags, online }) => ({
        sid,
        hostname,
        plat,
        arch,
        tags: [...tags.keys()],
        online,
      })),
    nowMs: () => clock.nowMs(),
    advance: (seconds) => clock.advance(seconds),
    connect: (which) => connectSensors(world, which),
    disconnect: (which) => disconnectSensors(world, which),
    faults,
    variants,
    reset: () => world.reset(),
    close,
  };
}
