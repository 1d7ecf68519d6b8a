import { PassThrough } from "node:stream";
import { main } from "../../src/commands/main.js";
import type { Clock } from "../../src/ports/clock.js";
import type { SandboxOptions } from "../../src/sandbox/start.js";
import type { Process } from "../../src/world.js";
import { countingIds, expectNoSecret, type Run } from "../support/cli.js";
import { type TestOrganization, testOrganization } from "../support/organization.js";
import { listenOn, type Wire, type WireEntry } from "./wire.js";

/** An organization with everything between the program and it in the test's hands: the line, the time, and the stop signal. */
export interface Bench extends TestOrganization {
  readonly wire: Wire;
  /** Asks the running command to stop, as a signal does. */
  stop(): void;
  /** Called with every pause in milliseconds; the pause ends with it. Sandbox time passes meanwhile. */
  onSleep: (ms: number) => Promise<void> | void;
  /** Runs `apply --yes`. */
  apply(...more: string[]): Promise<Run>;
  /** The `task` requests so far. */
  tasks(): TaskEntry[];
  /** Task ids of the `untask` requests so far. */
  untasked(): string[];
  /** What is pending now: task_id, command and context, as somebody else sees it. */
  queue(): Promise<Queued[]>;
}

/** A `task` request as it came over the wire. */
export interface TaskEntry {
  readonly task: string;
  readonly context: string;
  readonly ttl: number;
  readonly status: number;
}

export interface Queued {
  readonly taskId: string;
  readonly task: string;
  readonly context: string;
  readonly sids: readonly string[];
}

/** Starts a sandbox, a line to it and an empty repository. Their clock moves only when somebody waits or a test lets it. */
export async function startBench(options: SandboxOptions = {}): Promise<Bench> {
  const organization = await testOrganization(options);
  const { sandbox, folder } = organization;
  const wire = await listenOn(sandbox.url);
  const newId = countingIds();
  const signals = new Set<() => void>();
  const environment = { ...sandbox.env, LCTASKS_API_URL: wire.url, LCTASKS_JWT_URL: `${wire.url}/jwt` };
  const clock: Clock = {
    nowMs: () => sandbox.nowMs(),
    monotonicMs: () => sandbox.nowMs(),
    sleep: async (ms) => {
      sandbox.advance(ms / 1000);
      await bench.onSleep(ms);
    },
    skewMs: () => undefined,
  };
  const bench: Bench = {
    ...organization,
    wire,
    onSleep: () => undefined,
    stop: () => signals.forEach((signal) => signal()),
    lctasks: async (...argv) => {
      const output = new PassThrough();
      const error = new PassThrough();
      const process: Process = {
        environment,
        directory: folder.path,
        clock,
        newId,
        input: new PassThrough(),
        output,
        error,
        onStop: (callback) => {
          signals.add(callback);
          return () => signals.delete(callback);
        },
      };
      const code = await main(argv, process);
      const [out, err] = [output, error].map((stream) => String(stream.read() ?? "")) as [string, string];
      expectNoSecret(out + err, environment);
      return { code, out, err };
    },
    apply: (...more) => bench.lctasks("apply", "--yes", ...more),
    tasks: () => wire.entries.filter(({ action }) => action === "task").map(taskEntry),
    untasked: () =>
      wire.entries.filter(({ action }) => action === "untask").map(({ data }) => String(data["task_id"])),
    queue: () => readQueue(organization),
    close: async () => {
      await wire.close();
      await organization.close();
    },
  };
  return bench;
}

function taskEntry({ data, status }: WireEntry): TaskEntry {
  return {
    task: String(data["task"]),
    context: String(data["context"]),
    ttl: Number(data["ttl"]),
    status,
  };
}

type Listing = { readonly [sid: string]: { readonly [id: string]: { task: string; context: string } } };

async function readQueue(organization: TestOrganization): Promise<Queued[]> {
  const answer = await organization.api("POST", "/extension/request/ext-reliable-tasking", {
    oid: organization.sandbox.oid,
    action: "list",
    data: JSON.stringify({ selector: "*" }),
  });
  const bySid = (answer as { data: Listing }).data;
  const found = new Map<string, { taskId: string; task: string; context: string; sids: string[] }>();
  for (const [sid, entries] of Object.entries(bySid)) {
    for (const [taskId, { task, context }] of Object.entries(entries)) {
      const known = found.get(taskId);
      if (known === undefined) found.set(taskId, { taskId, task, context, sids: [sid] });
      else known.sids.push(sid);
    }
  }
  return [...found.values()];
}
