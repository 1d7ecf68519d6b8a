import { type Sandbox, type SandboxOptions, startSandbox } from "../../../src/sandbox/start.js";
import { afterwards, connectTo } from "./server.js";

/** A sandbox that is closed after the test. */
export const withSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> =>
  afterwards(await startSandbox(options));

/** A connection to a sandbox; what it would wait passes on the sandbox's clock. */
export function connectToSandbox(sandbox: Sandbox) {
  return connectTo(sandbox.url, {
    jwtUrl: sandbox.env["LCTASKS_JWT_URL"],
    oid: sandbox.oid,
    apiKey: sandbox.apiKey,
    sleep: async (ms) => {
      sandbox.advance(ms / 1000);
    },
  });
}
