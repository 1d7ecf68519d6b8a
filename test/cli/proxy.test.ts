import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openWire } from "../../src/adapters/limacharlie/wire.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.js";
import { afterwards } from "../adapters/limacharlie/server.js";
import { expectNoSecret } from "../support/cli.js";
import { certificate, type Proxy, startProxy } from "../support/proxy.js";
import { type TemporaryFolder, temporaryFolder } from "../support/repository.js";
import { configText, taskText } from "../support/tasks.js";

const cli = resolve(import.meta.dirname, "../../dist/cli.js");

let sandbox: Sandbox;
let folder: TemporaryFolder;

beforeEach(async () => {
  sandbox = afterwards(await startSandbox({ sensors: 6, seed: 7 }));
  folder = temporaryFolder();
  folder.write("lctasks.yaml", configText());
  folder.write("tasks/version.yaml", taskText("version"));
});

afterEach(() => folder.dispose());

/** Runs the built program, whose API is beyond this machine as far as it knows. */
async function lctasks(argv: readonly string[], more: { readonly [name: string]: string }) {
  const { LC_OID = "", LC_API_KEY = "" } = sandbox.env;
  const env = {
    PATH: process.env["PATH"] ?? "",
    LC_OID,
    LC_API_KEY,
    LCTASKS_API_URL: "https://api.limacharlie.test",
    LCTASKS_JWT_URL: "https://jwt.limacharlie.test/jwt",
    NODE_EXTRA_CA_CERTS: certificate,
    ...more,
  };
  const child = spawn(cli, argv, { cwd: folder.path, env, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (printed += text));
  const code = await new Promise((done) => child.once("close", done));
  expectNoSecret(printed, env);
  return { code, printed };
}

describe("a proxy of the environment", () => {
  it.each(["HTTPS_PROXY", "https_proxy", "HTTP_PROXY"])(
    "named by %s is used for API and tokens, and what signs in to it is never printed",
    async (variable) => {
      const proxy: Proxy = afterwards(await startProxy(sandbox.url));
      const named = { [variable]: proxy.url.replace("//", "//somebody:hunter2@") };
      const { printed } = await lctasks(["doctor"], named);
      expect(printed).toMatch(/ok +token +the service gave a token/);
      expect(printed).toContain(`api.limacharlie.test through ${proxy.url.replace("http://", "")}`);
      expect(printed).not.toMatch(/hunter2|somebody/);
      expect(new Set(proxy.targets)).toEqual(
        new Set(["api.limacharlie.test:443", "jwt.limacharlie.test:443"]),
      );
      expect(proxy.signedIn).not.toContain(undefined);
      expect((await lctasks(["queue"], named)).code).toBe(0);
    },
  );
});

describe("a request over the wire", () => {
  const ask = async (environment: { readonly [name: string]: string }) => {
    const before = { ...process.env };
    Object.assign(process.env, environment);
    try {
      const wire = afterwards(
        openWire({ loopback: false, connectTimeoutMs: 5000, onHeaders: () => undefined }),
      );
      return await wire.exchange({
        method: "GET",
        url: "https://api.limacharlie.test/v1/who",
        headers: {},
        timeoutMs: 10_000,
        maxBytes: 1000,
      });
    } finally {
      for (const name of Object.keys(environment)) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    }
  };

  it("that the proxy does not let through was certainly not sent, and says why", async () => {
    const proxy = afterwards(await startProxy(sandbox.url, { refuses: 407 }));
    expect(await ask({ HTTPS_PROXY: proxy.url })).toEqual({
      what: "not-connected",
      detail: "the proxy did not let it through (HTTP 407)",
    });
    expect(sandbox.requests()).toEqual([]);
  });

  it("goes straight where NO_PROXY names its host", async () => {
    const proxy = afterwards(await startProxy(sandbox.url));
    const answer = await ask({ HTTPS_PROXY: proxy.url, NO_PROXY: "other.example, .limacharlie.test" });
    expect([answer.what, proxy.targets]).toEqual(["not-connected", []]);
  });
});
