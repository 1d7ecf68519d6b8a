import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { main } from "../../src/commands/main.js";
import { type Bench, flat, startBench } from "../flow/bench.js";
import { clockOf, countingIds } from "../support/cli.js";
import { configText, responseText, taskText } from "../support/tasks.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  await bench.lctasks("ledger", "create", "--run-existing");
  await bench.apply();
  bench.sandbox.advance(3600);
});

afterEach(() => bench.close());

const looks = (): number => bench.wire.entries.filter(({ action }) => action === "list").length;

describe("status --watch without a terminal", () => {
  it("says what is new in lines of their own, and ends by itself when nothing waits any more", async () => {
    let naps = 0;
    bench.onSleep = () => {
      naps += 1;
      if (naps === 70) bench.sandbox.connect("all");
    };
    const before = looks();
    const { code, out, err } = await bench.lctasks("status", "--watch");
    expect(code).toBe(0);
    const [lines = "", last = ""] = out.split("\n\n1 task");
    expect(lines.split("\n")).toEqual([
      expect.stringMatching(/^\d{4}-.*Z {2}default version {2}run 1 pending: 6 of 8 sensors .* 2 waiting$/),
      expect.stringMatching(/^\d{4}-.*Z {2}default version {2}run 1 delivered: 8 of 8 sensors .* 0 waiting$/),
    ]);
    expect(last).toContain(": nothing pending");
    expect(err).toContain("Watching ended: nothing waits any more\n");
    expect([naps, looks() - before]).toEqual([90, 4]);
    expect(out).not.toContain("\u001b");
  });

  it("ends when somebody asks it to, with the last look", async () => {
    bench.onSleep = () => bench.stop();
    const { code, out, err } = await bench.lctasks("status", "version", "--watch", "10m");
    expect(code).toBe(0);
    expect(flat(out)).toContain("6 of 8 sensors (75 %) delivered, 2 waiting");
    expect(err).toContain("Watching ended: somebody stopped it");
  });

  it("goes on when a look fails, and ends when five in a row do", async () => {
    bench.sandbox.faults.add({ match: { path: "/v1/hive/dr-general" }, do: { status: 403 } });
    const { code, out, err } = await bench.lctasks("status", "--watch", "10s");
    expect(code).toBe(1);
    expect(err).toContain("Watching ended: it failed five times");
    expect(out.split("\n\n")[0]?.split("\n")).toHaveLength(1);
  });

  it("looks once at files that are invalid", async () => {
    bench.folder.write("tasks/bad.yaml", "name: [\n");
    const { code, err } = await bench.lctasks("status", "--watch");
    expect([code, flat(err)]).toEqual([3, expect.stringContaining("Watching ended: the files are invalid")]);
  });

  it("records what it sees when that is asked for", async () => {
    bench.onSleep = () => void bench.sandbox.connect("all");
    await bench.lctasks("status", "--watch", "--record");
    expect((await bench.ledger())?.tasks["version"]?.runs.at(-1)?.observed?.at(-1)).toMatchObject({
      delivered: 8,
    });
  });

  it.each([
    ["9s", "Write a duration from 10s to 1d."],
    ["x", "Write a duration from 10s to 1d."],
  ])("takes no interval of %s", async (interval, message) => {
    const { code, err } = await bench.lctasks("status", "--watch", interval);
    expect([code, err]).toEqual([1, expect.stringContaining(message)]);
  });

  it("follows nothing but text", async () => {
    const { code, err } = await bench.lctasks("status", "--watch", "--format", "html");
    expect([code, err]).toEqual([1, expect.stringContaining("Cannot watch with --format html")]);
  });
});

describe("status --watch on a terminal", () => {
  /** Runs it as on a terminal of 24 rows; returns all that was written to it. */
  async function onTerminal(during: () => void): Promise<{ code: number; said: string }> {
    const output = Object.assign(new PassThrough(), { isTTY: true, rows: 24, columns: 80 });
    let said = "";
    output.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
    let stop = (): void => undefined;
    const clock = {
      ...clockOf(() => bench.sandbox.nowMs()),
      sleep: async (ms: number) => {
        bench.sandbox.advance(ms / 1000);
        during();
        if (stops) stop();
      },
    };
    const code = await main(["status", "--watch", "10s"], {
      directory: bench.folder.path,
      environment: bench.sandbox.env,
      clock,
      newId: countingIds(),
      input: new PassThrough(),
      output,
      error: new PassThrough(),
      onStop: (callback) => {
        stop = callback;
        return () => undefined;
      },
    });
    return { code, said };
  }
  let stops = false;
  beforeEach(() => {
    stops = false;
  });

  const screen = /\u001b\[\?1049h([^]*)\u001b\[\?7h\u001b\[\?25h\u001b\[\?1049l([^]*)$/;

  it("writes over the screen, and leaves the last look behind when it ends", async () => {
    const { code, said } = await onTerminal(() => bench.sandbox.connect("all"));
    const [, frames = "", rest = ""] = screen.exec(said) ?? [];
    expect(code).toBe(0);
    expect(frames.split("\u001b[H")).toHaveLength(3);
    expect(frames).toContain("Ctrl-C ends it.");
    expect(rest).toContain("1 task: nothing pending");
    expect(rest).not.toMatch(/\u001b\[[?HJ]/);
  });

  it("gives the screen back at once when somebody stops it", async () => {
    stops = true;
    const { said } = await onTerminal(() => undefined);
    expect(screen.exec(said)?.[2]).toContain("1 task: 1 pending");
  });
});

it("as a process, Ctrl-C ends it with the last look", async () => {
  const child = spawn(join(resolve(import.meta.dirname, "../.."), "dist/cli.js"), ["status", "--watch"], {
    cwd: bench.folder.path,
    env: { ...bench.sandbox.env, PATH: process.env["PATH"] },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const ended = new Promise((exit) => child.once("exit", (code, signal) => exit(code ?? signal)));
  child.stdout.on("data", (chunk: Buffer) => {
    if (said === "") child.kill("SIGINT");
    said += chunk.toString("utf8");
  });
  expect(await ended).toBe(0);
  expect(said).toContain("1 task: 1 pending");
});
