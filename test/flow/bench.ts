import { PassThrough } from "node:stream";
import { text as whole } from "node:stream/consumers";
import { ledgerData } from "../../src/adapters/limacharlie/ledger-record.js";
import { main } from "../../src/commands/main.js";
import { type Ledger, nextLedger } from "../../src/core/model/ledger.js";
import type { Clock } from "../../src/ports/clock.js";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/start.js";
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
  /** Does something that meets none of the faults that are switched on, and leaves them as they were. */
  unharmed<T>(act: () => Promise<T>): Promise<T>;
  /** What a person types when asked; undefined: there is no terminal, empty: the input ends. */
  answer: string | undefined;
  /** Variables beside those that lead to the sandbox. */
  environment: { readonly [name: string]: string };
  /** The ledger's document in the organization; undefined when there is none. */
  ledger(): Promise<Ledger | undefined>;
  /** Another program replaces the ledger's document. */
  writeLedger(change: (ledger: Ledger) => Ledger): Promise<void>;
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
  const addresses = { ...sandbox.env, LCTASKS_API_URL: wire.url, LCTASKS_JWT_URL: `${wire.url}/jwt` };
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
    answer: undefined,
    environment: {},
    stop: () => signals.forEach((signal) => signal()),
    lctasks: async (...argv) => {
      const environment = { ...addresses, ...bench.environment };
      const isTTY = bench.answer !== undefined;
      const input = Object.assign(new PassThrough(), { isTTY });
      const output = new PassThrough();
      const error = Object.assign(new PassThrough(), { isTTY });
      if (bench.answer === "") input.end();
      else if (bench.answer !== undefined) input.write(`${bench.answer}\n`);
      const printed = [whole(output), whole(error)] as const;
      const process: Process = {
        environment,
        directory: folder.path,
        clock,
        newId,
        input,
        output,
        error,
        onStop: (callback) => {
          signals.add(callback);
          return () => signals.delete(callback);
        },
      };
      const code = await main(argv, process);
      output.end();
      error.end();
      const [out, err] = await Promise.all(printed);
      expectNoSecret(out + err, environment);
      return { code, out, err };
    },
    apply: (...more) => bench.lctasks("apply", "--yes", ...more),
    tasks: () => wire.entries.filter(({ action }) => action === "task").map(taskEntry),
    untasked: () =>
      wire.entries.filter(({ action }) => action === "untask").map(({ data }) => String(data["task_id"])),
    ledger: () => readLedger(organization),
    writeLedger: async (change) => {
      const before = await readLedger(organization);
      if (before === undefined) throw new Error("there is no ledger");
      await organization.api("POST", `${ledgerPath(organization)}/data`, {
        data: JSON.stringify(ledgerData(nextLedger(change(before), {}), "somebody else")),
        usr_mtd: JSON.stringify({ enabled: true, expiry: 0, tags: [], comment: "" }),
      });
    },
    unharmed: async (act) => {
      const active = sandbox.faults.list();
      sandbox.faults.clear();
      try {
        return await act();
      } finally {
        for (const fault of active) switchOnAgain(sandbox, fault);
      }
    },
    queue: () => readQueue(organization),
    close: async () => {
      await wire.close();
      await organization.close();
    },
  };
  return bench;
}

/** A fault goes on where it was: what it let pass and what it hit is behind it. */
function switchOnAgain(
  { faults }: Sandbox,
  { match, do: effect, seen, hit }: ReturnType<Sandbox["faults"]["list"]>[number],
): void {
  const { skip = 0, times = Number.POSITIVE_INFINITY, ...rest } = match;
  if (hit >= times) return;
  const left = Number.isFinite(times) ? { times: times - hit } : {};
  faults.add({ match: { ...rest, skip: Math.max(0, skip - seen), ...left }, do: effect });
}

const ledgerPath = ({ sandbox }: TestOrganization): string => `/hive/lookup/${sandbox.oid}/lctasks-soc`;

async function readLedger(organization: TestOrganization): Promise<Ledger | undefined> {
  const { sandbox } = organization;
  const all = (await organization.api("GET", `/hive/lookup/${sandbox.oid}`)) as {
    [key: string]: { data: { lookup_data: { "lctasks:ledger": { document: string } } } };
  };
  const record = all["lctasks-soc"];
  return record && (JSON.parse(record.data.lookup_data["lctasks:ledger"].document) as Ledger);
}

/** Text without its line breaks. */
export const flat = (text: string): string => text.replace(/\s+/g, " ");

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
