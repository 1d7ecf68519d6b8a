import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { bareConfiguration, type Configuration } from "../src/core/model/configuration.js";
import { openWorld, type Process, thisProcess } from "../src/world.js";
import { type Bench, startBench } from "./flow/bench.js";
import { temporaryFolder } from "./support/repository.js";
import { configText, taskText } from "./support/tasks.js";

const root = resolve(import.meta.dirname, "..");
const oid = "11111111-1111-4111-8111-111111111111";
const credentials = { LC_OID: oid.toUpperCase(), LC_API_KEY: "22222222-2222-4222-8222-222222222222" };

/** The world of a process with these variables. */
const worldWith = (environment: Process["environment"]) => openWorld({ ...thisProcess(), environment });
const [organization] = bareConfiguration.organizations;

async function opened(environment: Process["environment"], more: Partial<Configuration> = {}, root = ".") {
  if (organization === undefined) throw new Error("no organization");
  const made = await worldWith(environment).writing(organization, { ...bareConfiguration, ...more }, root);
  await made.close();
  return made;
}

describe("one organization", () => {
  it("is named and signed in to by the variables that the official clients read", async () => {
    expect((await opened(credentials)).oid).toBe(oid);
    await expect(opened({})).rejects.toThrow("Cannot sign in: the environment variable LC_OID is not set");
    await expect(opened({ LC_OID: oid, LC_API_KEY: "" })).rejects.toThrow("LC_API_KEY is not set");
  });

  it("gets time to load rules, none when it is on this machine, and what the configuration says in any case", async () => {
    const near = {
      ...credentials,
      LCTASKS_API_URL: "http://127.0.0.1:9",
      LCTASKS_JWT_URL: "http://127.0.0.1:9/jwt",
    };
    expect((await opened(credentials)).patience).toMatchObject({ ruleSettleMs: 30_000, listSettleMs: 5000 });
    expect((await opened(near)).patience).toMatchObject({ ruleSettleMs: 0, listSettleMs: 0 });
    expect((await opened(near, { ruleSettleSeconds: 7 })).patience).toMatchObject({ ruleSettleMs: 7000 });
  });

  it("keeps its ledger where the configuration says", async () => {
    const { ledger } = await opened(credentials, { ledger: "file" });
    expect(await ledger.read()).toEqual({ state: "absent" });
  });

  it("keeps its ledger and its witness in Git where the configuration says so", async () => {
    const folder = temporaryFolder();
    onTestFinished(() => folder.dispose());
    const inGit = { ledger: "git", witness: "git" } as const;
    const { ledger, witness } = await opened(credentials, inGit, folder.path);
    await expect(ledger.read()).rejects.toThrow(
      /^Cannot read the ledger on branch lctasks-ledger: .* in no Git/,
    );
    await expect(witness?.highest()).rejects.toThrow(/^Cannot read the witness of the ledger: /);
    expect((await opened(credentials)).witness).toBeUndefined();
  });
});

describe("this process", () => {
  it("listens to signals only while somebody wants to know", () => {
    const before = process.listenerCount("SIGHUP");
    const end = thisProcess().onStop(() => undefined);
    expect(process.listenerCount("SIGHUP")).toBe(before + 1);
    end();
    expect(process.listenerCount("SIGHUP")).toBe(before);
  });
});

describe("the world", () => {
  it("has no files where there is no folder", () => {
    expect(() => worldWith({}).files("/no/such/folder")).toThrow(
      "Cannot open /no/such/folder: there is no such folder",
    );
  });
});

let program = "";

/** The program as one file, as a process of its own: signals and pipes are real ones. */
beforeAll(async () => {
  const folder = temporaryFolder();
  program = join(folder.path, "cli.mjs");
  await build({
    entryPoints: [join(root, "src/cli.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    define: { __LCTASKS_VERSION__: '"0.0.0-test"', __LCTASKS_BUILD__: '"0.0.0-test"' },
    banner: {
      js: `import { createRequire } from "node:module"; const require = createRequire("${root}/x.js");`,
    },
    logLevel: "error",
  });
  return () => folder.dispose();
});

describe("a process", () => {
  let bench: Bench;
  const environment = () => ({
    PATH: process.env["PATH"] ?? "",
    ...bench.sandbox.env,
    LCTASKS_API_URL: bench.wire.url,
    LCTASKS_JWT_URL: `${bench.wire.url}/jwt`,
  });

  beforeEach(async () => {
    bench = await startBench();
    bench.folder.write("lctasks.yaml", configText());
    for (const [index, task] of ["os_version", "os_users", "os_packages"].entries())
      bench.folder.write(`tasks/${task}.yaml`, taskText(`task-${index}`, { task }));
    await bench.lctasks("ledger", "create", "--run-existing");
  });

  afterEach(() => bench.close());

  interface Started {
    readonly child: ChildProcess;
    /** Resolves when standard error says this. */
    readonly says: (text: string) => Promise<void>;
    readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  }

  function startApply(): Started {
    const child = spawn(process.execPath, [program, "apply", "--yes"], {
      cwd: bench.folder.path,
      env: environment(),
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
    return {
      child,
      says: (text) =>
        new Promise((found) => {
          const look = (): void => void (said.includes(text) && found());
          child.stderr?.on("data", look);
          look();
        }),
      ended: new Promise((done) => child.once("close", (code, signal) => done({ code, signal }))),
    };
  }

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "that gets %s in the middle of an apply finishes the request under way and sends nothing new",
    async (signal) => {
      const { child, says, ended } = startApply();
      bench.wire.onRequest = async ({ action }) => {
        if (action !== "task" || bench.tasks().length > 1) return;
        child.kill(signal);
        await says("stopping:");
      };
      expect(await ended).toEqual({ code: 1, signal: null });
      expect(bench.tasks()).toHaveLength(1);
      const ledger = await bench.ledger();
      expect(ledger).not.toHaveProperty("lease");
      expect(Object.values(ledger?.tasks ?? {}).map(({ runs }) => runs.map(({ state }) => state))).toEqual([
        ["issued"],
      ]);
    },
  );

  it("ends at once by a second signal", async () => {
    const { child, says, ended } = startApply();
    bench.wire.onRequest = async ({ action }) => {
      if (action !== "task") return;
      child.kill("SIGTERM");
      await says("stopping:");
      child.kill("SIGINT");
      await ended;
    };
    expect(await ended).toEqual({ code: null, signal: "SIGINT" });
    expect(bench.tasks()).toHaveLength(1);
  });

  it("goes on with its apply when nobody reads what it says", async () => {
    const command = `"${process.execPath}" "${program}" apply --yes 2>&1 | head -c 1`;
    const shell = spawn("sh", ["-c", command], {
      cwd: bench.folder.path,
      env: environment(),
      stdio: "ignore",
    });
    await new Promise((done) => shell.once("close", done));
    expect(bench.tasks()).toHaveLength(3);
    expect(await bench.ledger()).not.toHaveProperty("lease");
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
  });

  it("fails when what it says is lost", () => {
    const lost = spawnSync("sh", ["-c", `"${process.execPath}" "${program}" --help > /dev/full`]);
    expect([lost.status, lost.stderr.toString("utf8")]).toEqual([1, ""]);
  });
});
