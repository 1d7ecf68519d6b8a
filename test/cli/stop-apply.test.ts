import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.js";
import { listenOn, type Wire, type WireEntry } from "../flow/wire.js";
import { expectNoSecret } from "../support/cli.js";
import { type TemporaryFolder, temporaryFolder } from "../support/repository.js";
import { responseText, taskText } from "../support/tasks.js";

const cli = join(resolve(import.meta.dirname, "../.."), "dist/cli.js");
const aliases = ["acme", "beta", "gamma"];

let sandbox: Sandbox;
let wire: Wire;
let folder: TemporaryFolder;

beforeEach(async () => {
  const organizations = aliases.slice(1).map((name) => ({ name, sensors: 2 }));
  sandbox = await startSandbox({ sensors: 3, seed: 7, organizations });
  sandbox.disconnect("all");
  wire = await listenOn(sandbox.url);
  folder = temporaryFolder();
  const declared = sandbox.organizations.map(
    ({ oid }, index) => `  ${aliases[index] ?? ""}: { oid: ${oid} }\n`,
  );
  folder.write(
    "lctasks.yaml",
    `version: 1\nproject: soc\napiKeyEnv: KEY\nuidEnv: USER_ID\norganizations:\n${declared.join("")}`,
  );
  for (const name of ["one", "two"])
    folder.write(
      `tasks/${name}.yaml`,
      taskText(name, { target: "selector: '*'", more: `acknowledge: [fleet-wide]\n${responseText}` }),
    );
  const created = await lctasks([
    "ledger",
    "create",
    "--run-existing",
    "--unchecked",
    "git",
    "file",
    "-o",
    "*",
  ]);
  expect(created.code).toBe(0);
});

afterEach(async () => {
  folder.dispose();
  await wire.close();
  await sandbox.close();
});

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
}

/** Runs the built program. `onRequest` holds each of its requests at the sandbox's door: it may send a signal and wait until that was heard. */
async function lctasks(
  argv: readonly string[],
  onRequest: (entry: WireEntry, interrupt: () => Promise<void>) => Promise<void> | void = () => undefined,
): Promise<Ended> {
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder.path,
    LCTASKS_API_URL: wire.url,
    LCTASKS_JWT_URL: `${wire.url}/jwt`,
    KEY: sandbox.user.apiKey,
    USER_ID: sandbox.user.uid,
  };
  const child = spawn(cli, argv, { cwd: folder.path, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const heard = new Promise<void>((done) =>
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
      if (said.includes("stopping:")) done();
    }),
  );
  wire.onRequest = (entry) =>
    onRequest(entry, async () => {
      child.kill("SIGINT");
      await heard;
    });
  const ended = new Promise<Pick<Ended, "code" | "signal">>((done) =>
    child.on("close", (code, signal) => done({ code, signal })),
  );
  const [out, how] = await Promise.all([text(child.stdout), ended]);
  wire.onRequest = () => undefined;
  expectNoSecret(out + said, { LC_API_KEY: sandbox.user.apiKey });
  return { ...how, out };
}

/** Tokens of the `task` requests so far. */
const tokens = (): string[] =>
  wire.entries.flatMap(({ action, data }) => (action === "task" ? [String(data["context"])] : []));

interface Applied {
  readonly exitCode: number;
  readonly organizations: readonly {
    readonly organization?: string;
    readonly failure?: string;
    readonly outcomes?: readonly {
      readonly change: { readonly verb: string };
      readonly result: string;
      readonly message: string;
    }[];
  }[];
}

/** What became of the runs of each organization, or why it was not looked at. */
const becameOf = ({ organizations }: Applied): readonly (readonly string[])[] =>
  organizations.map(({ failure, outcomes = [] }) =>
    failure === undefined
      ? outcomes
          .filter(({ change }) => change.verb === "issue")
          .map(({ result, message }) => (result === "done" ? "issued" : `${result}: ${message}`))
      : [failure],
  );

interface Shown {
  readonly lease?: unknown;
  readonly tasks: readonly { readonly latest?: { readonly state: string } }[];
}

/** The state of every run in each ledger, and whether anybody has its lease. */
async function ledgers(): Promise<readonly { readonly leased: boolean; readonly runs: readonly string[] }[]> {
  const { out } = await lctasks(["ledger", "show", "--format", "json"]);
  const { organizations } = JSON.parse(out) as { readonly organizations: readonly Shown[] };
  return organizations.map(({ lease, tasks }) => ({
    leased: lease !== undefined,
    runs: tasks.flatMap(({ latest }) => latest?.state ?? []),
  }));
}

const apply = ["apply", "--yes", "--format", "json"] as const;

/** The rest is issued by the next apply, and nothing twice. */
async function expectRestOnce(): Promise<void> {
  const next = await lctasks(apply);
  expect(next.code).toBe(0);
  expect([tokens().length, new Set(tokens()).size]).toEqual([6, 6]);
  expect(await ledgers()).toEqual(aliases.map(() => ({ leased: false, runs: ["issued", "issued"] })));
}

describe("Ctrl-C in the middle of an apply to several organizations", () => {
  it("ends what is under way, says what was not tried, gives the lease back and exits with 1; the next apply does the rest once", async () => {
    const { code, signal, out } = await lctasks(
      [...apply, "--parallel", "1"],
      async ({ action }, interrupt) => {
        if (action === "task" && tokens().length === 1) await interrupt();
      },
    );
    const report = JSON.parse(out) as Applied;
    expect([code, signal, report.exitCode]).toEqual([1, null, 1]);
    const notLookedAt = ["not looked at: somebody asked to stop"];
    const notSent = "skipped: not issued: stopped before it was sent";
    expect(becameOf(report)).toEqual([["issued", notSent], notLookedAt, notLookedAt]);
    expect(tokens()).toHaveLength(1);
    const untouched = { leased: false, runs: [] };
    expect(await ledgers()).toEqual([{ leased: false, runs: ["issued"] }, untouched, untouched]);
    await expectRestOnce();
  });

  it("leaves every ledger as it says when organizations are under way at the same time", async () => {
    let held = 0;
    let release = (): void => undefined;
    const all = new Promise<void>((done) => (release = done));
    const { code, out } = await lctasks(apply, async ({ action }, interrupt) => {
      if (action !== "task") return;
      if (++held < aliases.length) return all;
      await interrupt();
      release();
    });
    const report = JSON.parse(out) as Applied;
    expect([code, report.exitCode]).toEqual([1, 1]);
    const notSent = "skipped: not issued: stopped before it was sent";
    expect(becameOf(report)).toEqual(aliases.map(() => ["issued", notSent]));
    expect(await ledgers()).toEqual(aliases.map(() => ({ leased: false, runs: ["issued"] })));
    await expectRestOnce();
  });

  it("before anything was sent changes nothing but what it says", async () => {
    let isInterrupted = false;
    const { code, out } = await lctasks([...apply, "--parallel", "1"], async ({ action }, interrupt) => {
      if (action !== "list" || isInterrupted) return;
      isInterrupted = true;
      await interrupt();
    });
    expect(code).toBe(1);
    expect(tokens()).toEqual([]);
    expect(
      becameOf(JSON.parse(out) as Applied)
        .flat()
        .every((text) => text !== "issued"),
    ).toBe(true);
    expect((await ledgers()).map(({ leased }) => leased)).toEqual([false, false, false]);
    await expectRestOnce();
  });
});
