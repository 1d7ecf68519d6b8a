import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/start.js";
import { clockOf, countingIds, type Run, run } from "./cli.js";
import { type TemporaryFolder, temporaryFolder } from "./repository.js";

/** When the time of tests begins: 2026-03-02 09:00 UTC. */
const beginningMs = Date.UTC(2026, 2, 2, 9);

/** A repository and the sandbox it is applied to; the sandbox's clock is everybody's. */
export interface TestOrganization {
  readonly sandbox: Sandbox;
  readonly folder: TemporaryFolder;
  /** Runs a command of ours in the folder. */
  lctasks(...argv: string[]): Promise<Run>;
  /** Sends a request to the API as somebody else with all permissions: parsed JSON. */
  api(method: string, path: string, form?: { readonly [name: string]: string }): Promise<unknown>;
  /** How many extension requests of an action were sent since the start, ours and others'. */
  sent(action: "task" | "untask" | "list"): number;
  close(): Promise<void>;
}

/** Starts a sandbox and an empty repository (or a copy of one) for it. */
export async function testOrganization(
  options: SandboxOptions & { readonly files?: string } = {},
): Promise<TestOrganization> {
  const { files, ...sandboxOptions } = options;
  const sandbox = await startSandbox({ sensors: 20, seed: 7, startMs: beginningMs, ...sandboxOptions });
  const folder = temporaryFolder(files);
  const clock = clockOf(() => sandbox.nowMs());
  const newId = countingIds();
  return {
    sandbox,
    folder,
    lctasks: (...argv) => run(argv, { directory: folder.path, environment: sandbox.env, clock, newId }),
    api: (method, path, form) => request(sandbox, { method, path, ...(form === undefined ? {} : { form }) }),
    sent: (action) => sandbox.requests().filter((each) => each.action === action).length,
    close: async () => {
      folder.dispose();
      await sandbox.close();
    },
  };
}

interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly form?: { readonly [name: string]: string };
}

async function request(sandbox: Sandbox, { method, path, form }: ApiRequest): Promise<unknown> {
  const exchange = await fetch(`${sandbox.url}/jwt`, {
    method: "POST",
    body: new URLSearchParams({ oid: sandbox.oid, secret: sandbox.apiKey }),
  });
  const { jwt } = (await exchange.json()) as { jwt: string };
  const answer = await fetch(`${sandbox.url}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${jwt}` },
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
