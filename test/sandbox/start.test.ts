import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { writeEnvFile } from "../../src/sandbox/env-file.js";
import { startSandbox } from "../../src/sandbox/start.js";
import { talk } from "./talk.js";

describe("a sandbox", () => {
  it("tells all a client needs, and is the same for the same seed", async () => {
    const { sandbox } = await talk({ seed: 7 });
    const { sandbox: twin } = await talk({ seed: 7 });
    const { sandbox: other } = await talk({ seed: 8 });
    expect(sandbox.env).toEqual({
      LC_OID: sandbox.oid,
      LC_API_KEY: sandbox.apiKey,
      LCTASKS_API_URL: sandbox.url,
      LCTASKS_JWT_URL: `${sandbox.url}/jwt`,
      LC_API_URL: sandbox.url,
      LC_JWT_URL: `${sandbox.url}/jwt`,
      LC_NO_JWT_CACHE: "1",
    });
    expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect([twin.oid, twin.apiKey, twin.sensors()]).toEqual([sandbox.oid, sandbox.apiKey, sandbox.sensors()]);
    expect(other.oid).not.toBe(sandbox.oid);
  });

  it("starts at the present and stands still", async () => {
    const before = Date.now();
    const { sandbox, sendBare } = await talk();
    const started = sandbox.nowMs();
    expect(started).toBeGreaterThanOrEqual(before);
    await sendBare("GET", "/v1/who");
    expect(sandbox.nowMs()).toBe(started);
  });

  it("refuses a port that is taken", async () => {
    const { sandbox } = await talk();
    const port = Number(new URL(sandbox.url).port);
    await expect(startSandbox({ port })).rejects.toThrow(/EADDRINUSE/);
  });

  it.each([{ sensors: -1 }, { sensors: 1.5 }, { speed: -1 }, { speed: Number.NaN }])(
    "refuses %j",
    async (options) => {
      await expect(startSandbox(options)).rejects.toThrow(/^Cannot start the sandbox: (sensors|speed) is /);
    },
  );

  it("refuses to connect a sensor that it does not have, and connects none then", async () => {
    const { sandbox } = await talk();
    sandbox.disconnect("all");
    const { sid = "" } = sandbox.sensors()[0] ?? {};
    expect(() => sandbox.connect([sid, "nobody"])).toThrow("Cannot reach sensor nobody: there is none");
    expect(sandbox.sensors().filter(({ online }) => online)).toEqual([]);
  });

  it("ends although a client is still waiting for an answer", async () => {
    const sandbox = await startSandbox();
    sandbox.faults.add({ match: {}, do: { delay_ms: 3_600_000 } });
    const waiting = fetch(`${sandbox.url}/v1/who`).then(
      () => "answered",
      () => "cut",
    );
    await new Promise<void>((resolve) => {
      const look = () => (sandbox.faults.list()[0]?.hit === 1 ? resolve() : setImmediate(look));
      look();
    });
    await sandbox.close();
    expect(await waiting).toBe("cut");
  });
});

describe("the env file", () => {
  it("is read by a shell, which then exports every variable, and leaves nothing beside it", () => {
    const folder = mkdtempSync(join(tmpdir(), "sandbox-env-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, "sandbox.env");
    const env = { LC_OID: "8cbe27f4-bfa1-4afb-ba19-138cd51389cd", LCTASKS_API_URL: "http://127.0.0.1:1" };
    writeEnvFile(path, env);
    writeEnvFile(path, env);
    expect(readdirSync(folder)).toEqual(["sandbox.env"]);
    expect(readFileSync(path, "utf8").split("\n").slice(0, 2)).toEqual([
      `LC_OID=${env.LC_OID}`,
      `LCTASKS_API_URL=${env.LCTASKS_API_URL}`,
    ]);
    const script = `. "$1"; exec node -p 'process.env.LC_OID + " " + process.env.LCTASKS_API_URL'`;
    const clean = { PATH: process.env.PATH ?? "" };
    const printed = execFileSync("sh", ["-c", script, "sh", path], { encoding: "utf8", env: clean });
    expect(printed).toBe(`${env.LC_OID} ${env.LCTASKS_API_URL}\n`);
  });
});
