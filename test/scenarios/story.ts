import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { GivenSensors } from "../../src/sandbox/fleet-given.js";
import type { TestOrganization } from "../support/organization.js";

/** What happens before the plan that a story is about. Every step is one member; see `steps`. */
type Step = { readonly [name in keyof typeof steps]?: Parameters<(typeof steps)[name]>[1] };

/** A story: a folder with `story.yaml`, `files/` and what is expected. */
export interface Story {
  /** What happens, in a sentence. */
  readonly about: string;
  /** The rows of the decision tables that the plan has to be decided by: task, rule key or task_id to row. */
  readonly rows: { readonly [name: string]: string };
  readonly before: readonly Step[];
  /** Exit code of the plan. */
  readonly plan: number;
  /** What an apply after the plan exits with and sends. */
  readonly apply: { readonly exit: number; readonly task: number; readonly untask: number };
}

/** A story that ends with a command that looks and changes nothing. */
export interface LookingStory extends Pick<Story, "about" | "before"> {
  /** What is typed at the end. */
  readonly command: "drift" | "status";
  /** Exit code of the command, and of `drift` with `--detailed-exitcode`. */
  readonly exit: number;
}

export function readStory(folder: string): Story | LookingStory {
  return parse(readFileSync(join(folder, "story.yaml"), "utf8")) as Story | LookingStory;
}

type SavedRecord = { readonly data: unknown; readonly usr_mtd: unknown };
const saved = new WeakMap<TestOrganization, SavedRecord>();

/** Everything that a story can say. */
const steps = {
  /** Creates the ledger. */
  ledger: (story: TestOrganization, choice: "run-existing" | "baseline") =>
    succeed(story, "ledger", "create", `--${choice}`),
  /** Applies, and expects this exit code. */
  apply: async (story: TestOrganization, exit: number) => {
    const { code, out, err } = await story.lctasks("apply", "--yes");
    if (code !== exit) throw new Error(`apply exited with ${code}, not ${exit}:\n${out}${err}`);
  },
  write: async (story: TestOrganization, files: { readonly [file: string]: string }) => {
    for (const [file, text] of Object.entries(files)) story.folder.write(file, text);
  },
  /** Replaces text in a file. */
  edit: async (story: TestOrganization, { file, from, to }: { file: string; from: string; to: string }) => {
    const before = readFileSync(join(story.folder.path, file), "utf8");
    if (!before.includes(from)) throw new Error(`${file} does not contain ${from}`);
    story.folder.write(file, before.replace(from, to));
  },
  remove: async (story: TestOrganization, file: string) => story.folder.remove(file),
  /** Seconds pass. */
  advance: async (story: TestOrganization, seconds: number) => story.sandbox.advance(seconds),
  connect: async (story: TestOrganization, which: "all") => void story.sandbox.connect(which),
  disconnect: async (story: TestOrganization, which: "all") => void story.sandbox.disconnect(which),
  /** Sensors enrol, offline. */
  enroll: async (story: TestOrganization, sensors: readonly GivenSensors[]) =>
    void story.sandbox.enroll(sensors.map((each) => ({ online: false, ...each }))),
  /** From now on what is sent to sensors fails. */
  fail: async (story: TestOrganization, which: "all") => void story.sandbox.fail(which),
  /** Somebody else queues a task. */
  foreignTask: (story: TestOrganization, data: { readonly [name: string]: unknown }) =>
    story.api("POST", "/extension/request/ext-reliable-tasking", {
      oid: story.sandbox.oid,
      action: "task",
      data: JSON.stringify(data),
    }),
  /** Somebody else writes a rule. */
  foreignRule: (
    story: TestOrganization,
    { key, data, usr_mtd }: { key: string; data: unknown; usr_mtd: unknown },
  ) =>
    story.api("POST", `/hive/dr-general/${story.sandbox.oid}/${encodeURIComponent(key)}/data`, {
      data: JSON.stringify(data),
      usr_mtd: JSON.stringify(usr_mtd),
    }),
  /** Somebody else changes members of a live rule; its content when `data` is given. */
  changeRule: async (
    story: TestOrganization,
    { key, usr_mtd, data }: { key: string; usr_mtd?: object; data?: object },
  ) => {
    const path = `/hive/dr-general/${story.sandbox.oid}/${encodeURIComponent(key)}`;
    const record = (await story.api("GET", `${path}/data`)) as { data: object; usr_mtd: object };
    await story.api("POST", `${path}/data`, {
      data: JSON.stringify({ ...record.data, ...data }),
      usr_mtd: JSON.stringify({ ...record.usr_mtd, ...usr_mtd }),
    });
  },
  deleteRule: (story: TestOrganization, key: string) =>
    story.api("DELETE", `/hive/dr-general/${story.sandbox.oid}/${encodeURIComponent(key)}`),
  /** Somebody else cancels what is queued for a command. */
  untask: async (story: TestOrganization, command: string) => {
    const path = "/extension/request/ext-reliable-tasking";
    const ask = (action: string, data: object) =>
      story.api("POST", path, { oid: story.sandbox.oid, action, data: JSON.stringify(data) });
    const { data } = (await ask("list", {})) as {
      data: { [sid: string]: { [id: string]: { task: string } } };
    };
    const ids = Object.values(data).flatMap((tasks) =>
      Object.entries(tasks).flatMap(([id, { task }]) => (task === command ? [id] : [])),
    );
    if (ids.length === 0) throw new Error(`nothing is queued for ${command}`);
    for (const id of new Set(ids)) await ask("untask", { selector: "*", task_id: id });
  },
  /** Somebody else ends the subscription to the extension. */
  unsubscribe: (story: TestOrganization, extension: string) =>
    story.api("DELETE", `/orgs/${story.sandbox.oid}/subscription/extension/${extension}`),
  deleteLedger: (story: TestOrganization, record: string) => story.api("DELETE", ledgerPath(story, record)),
  /** Looks and records, as a schedule does. */
  record: (story: TestOrganization, _all: true) => succeed(story, "status", "--record"),
  /** Keeps a copy of the ledger, for a later `restoreLedger`: a sync that rolls the hive back. */
  saveLedger: async (story: TestOrganization, record: string) => {
    saved.set(story, (await story.api("GET", `${ledgerPath(story, record)}/data`)) as SavedRecord);
  },
  restoreLedger: async (story: TestOrganization, record: string) => {
    const { data, usr_mtd } = saved.get(story) as SavedRecord;
    await story.api("POST", `${ledgerPath(story, record)}/data`, {
      data: JSON.stringify(data),
      usr_mtd: JSON.stringify(usr_mtd),
    });
  },
  /** The ledger is lost, and made again from what is left to see. */
  rebuildLedger: async (story: TestOrganization, record: string) => {
    await story.api("DELETE", ledgerPath(story, record));
    await succeed(story, "ledger", "rebuild", "--yes");
  },
  fault: async (
    story: TestOrganization,
    fault: Parameters<TestOrganization["sandbox"]["faults"]["add"]>[0],
  ) => void story.sandbox.faults.add(fault),
  clearFaults: async (story: TestOrganization, _all: true) => void story.sandbox.faults.clear(),
  variant: async (
    story: TestOrganization,
    wanted: Parameters<TestOrganization["sandbox"]["variants"]["set"]>[0],
  ) => story.sandbox.variants.set(wanted),
};

const ledgerPath = (story: TestOrganization, record: string): string =>
  `/hive/lookup/${story.sandbox.oid}/${record}`;

async function succeed(story: TestOrganization, ...argv: string[]): Promise<void> {
  const { code, out, err } = await story.lctasks(...argv);
  if (code !== 0) throw new Error(`${argv.join(" ")} exited with ${code}:\n${out}${err}`);
}

/** Lets the steps of a story happen, one after the other. */
export async function play(story: TestOrganization, before: readonly Step[]): Promise<void> {
  for (const step of before) {
    for (const [name, argument] of Object.entries(step)) {
      const action = steps[name as keyof typeof steps] as (
        story: TestOrganization,
        argument: unknown,
      ) => Promise<unknown>;
      if (action === undefined) throw new Error(`no such step: ${name}`);
      await action(story, argument);
    }
  }
}
