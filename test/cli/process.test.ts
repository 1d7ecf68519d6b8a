import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { expectNoSecret } from "../support/cli.js";
import { type TemporaryFolder, temporaryFolder } from "../support/repository.js";
import { configText, responseText, taskText } from "../support/tasks.js";

const root = resolve(import.meta.dirname, "../..");
const cli = join(root, "dist/cli.js");

let folder: TemporaryFolder;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => folder.dispose());

/** Runs the built program as a process, without a terminal. */
function lctasks(argv: readonly string[], environment: Record<string, string> = {}) {
  const env = { PATH: process.env["PATH"] ?? "", HOME: folder.path, ...environment };
  const { status, stdout, stderr } = spawnSync(cli, argv, {
    cwd: folder.path,
    env,
    encoding: "utf8",
  });
  expectNoSecret(stdout + stderr, env);
  return { code: status, out: stdout, err: stderr };
}

describe("the built program", () => {
  it("says its version and its commands", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    expect(lctasks(["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
    const help = lctasks(["--help"]);
    expect(help.code).toBe(0);
    for (const name of ["validate", "plan", "apply", "queue", "ledger", "subscribe", "sandbox", "demo"]) {
      expect(help.out).toContain(`\n  ${name} `);
      expect(lctasks([name, "--help"]).out).toContain(`Usage: lctasks ${name}`);
    }
  });

  it("names the nearest command and the nearest option for a wrong one", () => {
    const command = lctasks(["aply"]);
    expect([command.code, command.err]).toEqual([
      1,
      "Cannot run aply: there is no such command. Did you mean apply?\n",
    ]);
    const option = lctasks(["apply", "--yess"]);
    expect(option.code).toBe(1);
    expect(option.err).toContain("--yes");
  });

  it("exits with 3 for invalid files, with 1 without credentials, and prints no stack trace", () => {
    expect(lctasks(["validate"]).code).toBe(3);
    folder.write("lctasks.yaml", configText());
    folder.write("tasks/a.yaml", "name: [\n");
    const invalid = lctasks(["plan"]);
    expect([invalid.code, invalid.out]).toEqual([3, expect.stringContaining("tasks/a.yaml:")]);
    folder.write("tasks/a.yaml", taskText("a"));
    const missing = lctasks(["plan"], { LC_OID: "11111111-1111-4111-8111-111111111111" });
    expect([missing.code, missing.out]).toEqual([1, expect.stringContaining("LC_API_KEY is not set")]);
    expect(missing.out + missing.err + invalid.out + invalid.err).not.toMatch(/\n\s+at /);
  });

  it("survives a reader that goes away", () => {
    folder.write("lctasks.yaml", configText());
    for (let number = 0; number < 400; number += 1) folder.write(`tasks/${number}.yaml`, "name: [\n");
    const { status, stderr, stdout } = spawnSync(
      "bash",
      ["-c", `"${cli}" validate | head -n 1; exit "\${PIPESTATUS[0]}"`],
      {
        cwd: folder.path,
        encoding: "utf8",
      },
    );
    expect([status, stderr, stdout.split("\n").length]).toEqual([3, "", 2]);
  });

  it("uses no escape codes in a pipe", () => {
    folder.write("lctasks.yaml", configText());
    folder.write("tasks/a.yaml", taskText("a", { target: "selector: '*'" }));
    const { out, err } = lctasks(["validate"], { FORCE_COLOR: "1" });
    expect(out + err).not.toContain("\u001b");
  });
});

describe("the sandbox command", () => {
  let sandbox: ChildProcess;
  let environment: Record<string, string>;

  beforeEach(async () => {
    const file = join(folder.path, "sandbox.env");
    const argv = ["sandbox", "--port", "0", "--sensors", "40", "--seed", "7", "--env-file", file];
    sandbox = spawn(cli, argv, { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((listening) => sandbox.stdout?.once("data", listening));
    expect(existsSync(file)).toBe(true);
    const lines = readFileSync(file, "utf8").split("\n");
    environment = Object.fromEntries(
      lines.flatMap((line) => (/^[A-Z_]+=/.test(line) ? [line.split(/=(.*)/s).slice(0, 2)] : [])) as [
        string,
        string,
      ][],
    );
  });

  afterEach(async () => {
    const ended = new Promise((exit) => sandbox.once("exit", exit));
    sandbox.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  it("writes what a shell needs to reach it, and apply runs against it as a process", () => {
    expect(Object.keys(environment)).toEqual(
      expect.arrayContaining(["LC_OID", "LC_API_KEY", "LCTASKS_API_URL", "LCTASKS_JWT_URL", "LC_API_URL"]),
    );
    folder.write("lctasks.yaml", configText("ledger: file\n"));
    folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
    expect(lctasks(["plan", "--detailed-exitcode"], environment).code).toBe(4);
    expect(lctasks(["ledger", "create", "--run-existing"], environment).code).toBe(0);
    expect(lctasks(["plan", "--detailed-exitcode"], environment).code).toBe(2);
    const asked = lctasks(["apply"], environment);
    expect([asked.code, asked.out]).toEqual([4, expect.stringContaining("there is no terminal to ask on")]);
    const applied = lctasks(["apply", "--yes"], environment);
    expect([applied.code, applied.out]).toEqual([0, expect.stringContaining("Issued 1 task")]);
    expect(lctasks(["plan", "--detailed-exitcode"], environment)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^No changes\n/) as string,
    });
    const json = JSON.parse(lctasks(["plan", "--format", "json"], environment).out) as { verdict: string };
    expect(json.verdict).toBe("No changes");
  });
});
