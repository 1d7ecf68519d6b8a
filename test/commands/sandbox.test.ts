import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { sandboxCommand } from "../../src/commands/sandbox.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
let folder = "";

/** The command as a program of its own: signals and standard output are those of a real process. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-command-"));
  const source = `import { sandboxCommand } from "${root}/src/commands/sandbox.ts"; await sandboxCommand().parseAsync();`;
  writeFileSync(join(folder, "run.ts"), source);
  await build({
    entryPoints: [join(folder, "run.ts")],
    outfile: join(folder, "run.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    banner: {
      js: `import { createRequire } from "node:module"; const require = createRequire("${root}/x.js");`,
    },
    logLevel: "error",
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Running {
  readonly child: ChildProcess;
  /** Resolves with everything printed so far once it contains the text. */
  readonly printed: (text: string) => Promise<string>;
  readonly ended: Promise<{ readonly code: number | null; readonly errors: string }>;
}

/** Behind `--`, or Node takes `--env-file` for itself and refuses to start when the file is not there yet. */
function start(...options: readonly string[]): Running {
  const child = spawn(process.execPath, ["--", join(folder, "run.mjs"), ...options], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let [output, errors] = ["", ""];
  child.stderr.on("data", (data: Buffer) => {
    errors += data.toString("utf8");
  });
  const printed = (text: string) =>
    new Promise<string>((resolve) => {
      const look = (): void => {
        if (output.includes(text)) resolve(output);
      };
      child.stdout.on("data", (data: Buffer) => {
        output += data.toString("utf8");
        look();
      });
      look();
    });
  const ended = new Promise<{ code: number | null; errors: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, errors }));
  });
  return { child, printed, ended };
}

describe("lctasks sandbox", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "serves, prints where and what next, and stops cleanly on %s",
    async (signal) => {
      const { child, printed, ended } = start("--sensors", "5", "--seed", "7");
      const output = await printed("Ctrl-C");
      const url = output.split("\n")[0] ?? "";
      expect(output).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n/);
      expect(output).toContain(`  export LCTASKS_API_URL=${url}\n`);
      expect(output).toContain("  lctasks plan\n");
      const response = await fetch(`${url}/_sandbox/state`);
      const state = (await response.json()) as { organizations: [{ sensors: unknown[] }] };
      expect(state.organizations[0].sensors).toHaveLength(5);
      child.kill(signal);
      expect(await ended).toEqual({ code: 0, errors: "" });
    },
  );

  it("writes the env file once it listens, and keeps the key out of what it prints then", async () => {
    const path = join(folder, "sandbox.env");
    const { printed } = start("--env-file", path);
    const output = await printed("Ctrl-C");
    expect(output).toContain(`  . ${path}\n`);
    const text = readFileSync(path, "utf8");
    const env = Object.fromEntries(
      [...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    );
    expect(Object.keys(env)).toEqual(
      expect.arrayContaining(["LC_OID", "LC_API_KEY", "LCTASKS_API_URL", "LCTASKS_JWT_URL", "LC_API_URL"]),
    );
    expect(output).not.toContain(env.LC_API_KEY);
    const body = new URLSearchParams({ oid: env.LC_OID ?? "", secret: env.LC_API_KEY ?? "" });
    expect((await fetch(env.LCTASKS_JWT_URL ?? "", { method: "POST", body })).status).toBe(200);
  });

  it("lets time run, faster when asked", async () => {
    const { printed } = start("--speed", "100000");
    const url = (await printed("Ctrl-C")).split("\n")[0] ?? "";
    const now = async () =>
      ((await (await fetch(`${url}/_sandbox/clock`)).json()) as { now_ms: number }).now_ms;
    const first = await now();
    expect(await now()).toBeGreaterThan(first);
  });

  it("goes on where it was killed at any moment, also in the middle of a write", async () => {
    const path = join(folder, "killed.state");
    const options = ["--state", path, "--sensors", "50", "--seed", "7"];
    let pending = new Set<string>();
    for (let round = 0; round < 3; round += 1) {
      const { child, printed, ended } = start(...options);
      const output = await printed("Ctrl-C");
      const url = output.split("\n")[0] ?? "";
      const value = (name: string) => new RegExp(`${name}=(\\S+)`).exec(output)?.[1] ?? "";
      const [oid, secret] = [value("LC_OID"), value("LC_API_KEY")];
      const exchange = await fetch(`${url}/jwt`, {
        method: "POST",
        body: new URLSearchParams({ oid, secret }),
      });
      const { jwt } = (await exchange.json()) as { jwt: string };
      const ask = async (action: string, data: object) => {
        const body = new URLSearchParams({ oid, action, data: JSON.stringify(data) });
        const headers = { authorization: `Bearer ${jwt}` };
        const address = `${url}/v1/extension/request/ext-reliable-tasking`;
        return (await fetch(address, { method: "POST", body, headers })).json() as Promise<{
          data: { task_id: string } & Record<string, Record<string, unknown>>;
        }>;
      };
      await fetch(`${url}/_sandbox/sensors`, { method: "POST", body: '{"disconnect":"all"}' });
      const listed = new Set(
        Object.values((await ask("list", {})).data).flatMap((tasks) => Object.keys(tasks)),
      );
      for (const id of pending) expect(listed).toContain(id);
      pending = new Set(listed);
      const answered = async () => {
        for (;;) pending.add((await ask("task", { task: "os_version", tag: "server" })).data.task_id);
      };
      const working = Promise.allSettled([answered(), answered(), answered()]);
      await new Promise<void>((resolve) => {
        const look = () => (pending.size > listed.size + 10 ? resolve() : setImmediate(look));
        look();
      });
      child.kill("SIGKILL");
      await Promise.all([working, ended]);
      expect(pending.size).toBeGreaterThan(round * 10);
    }
  });

  it("says in one line what is wrong with its state or fleet", async () => {
    const { ended } = start("--fleet", join(folder, "nope.yaml"));
    const { code, errors } = await ended;
    expect([code, errors]).toEqual([1, expect.stringMatching(/^Cannot read the fleet .*ENOENT.*\n$/)]);
  });

  it.each([
    ["--port", "70000"],
    ["--sensors", "-1"],
    ["--sensors", "1.5"],
    ["--seed", "x"],
    ["--speed", "0"],
    ["--speed", "fast"],
  ])("refuses %s %s", async (option, value) => {
    const command = sandboxCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => undefined });
    await expect(command.parseAsync([option, value], { from: "user" })).rejects.toThrow(/number/);
  });

  it("explains its control plane", () => {
    let help = "";
    sandboxCommand()
      .configureOutput({ writeOut: (text) => (help += text) })
      .outputHelp();
    expect(help).toContain("POST /_sandbox/faults");
    expect(help).toContain("--env-file <path>");
  });
});
