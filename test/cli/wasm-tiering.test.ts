import { execFileSync, spawn } from "node:child_process";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { startSandbox } from "../../src/sandbox/start.js";
import { afterwards } from "../adapters/limacharlie/server.js";
import { temporaryFolder } from "../support/repository.js";
import { configText, taskText } from "../support/tasks.js";

const cli = resolve(import.meta.dirname, "../../dist/cli.js");
const trace = "--trace-wasm-compilation-times";
const traces = execFileSync(process.execPath, ["--v8-options"], { encoding: "utf8" }).includes(trace);

it.skipIf(!traces)(
  "a few answers of the service make V8 compile nothing of undici a second time",
  async () => {
    const sandbox = afterwards(await startSandbox({ sensors: 6, seed: 7 }));
    const folder = temporaryFolder();
    afterwards({ close: async () => folder.dispose() });
    folder.write("lctasks.yaml", configText());
    folder.write("tasks/version.yaml", taskText("version"));
    const env = { PATH: process.env["PATH"] ?? "", ...sandbox.env };
    const run = async (...argv: readonly string[]) => {
      const child = spawn(process.execPath, [trace, cli, ...argv], { cwd: folder.path, env });
      let printed = "";
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (text: string) => (printed += text));
      return { code: await new Promise((done) => child.once("close", done)), printed };
    };
    expect((await run("ledger", "create", "--baseline")).code).toBe(0);
    const { code, printed } = await run("plan");
    expect(code).toBe(0);
    expect(printed).toContain("using Liftoff");
    expect(printed).not.toContain("using TurboFan");
  },
);
