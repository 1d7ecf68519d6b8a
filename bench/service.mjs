// The sandbox as a process of its own, so that only the network's delay and our own work count.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./folders.mjs";

const program = `
import { startSandbox } from ${JSON.stringify(join(root, "dist/sandbox.js"))};
const { url, env, oid, apiKey, organizations } = await startSandbox({ speed: 1, ...JSON.parse(process.argv[1]) });
console.log(JSON.stringify({ url, env, oid, apiKey, organizations }));
`;

/** Starts a sandbox, which ends with this program or by `stop`. `options` as `startSandbox` takes them, as far as they are JSON. */
export async function startService(options) {
  const child = spawn(
    process.execPath,
    ["--max-old-space-size=8000", "--input-type=module", "-e", program, JSON.stringify(options)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const kill = () => child.kill();
  process.once("exit", kill);
  const service = await started(child);
  child.removeAllListeners("exit");
  const stop = () => {
    process.removeListener("exit", kill);
    kill();
  };
  return { ...service, control: controlOf(service.url), stop };
}

/** Starts a sandbox, works with it and stops it. */
export async function withService(options, work) {
  const service = await startService(options);
  try {
    return await work(service);
  } finally {
    service.stop();
  }
}

function started(child) {
  return new Promise((ready, failed) => {
    let said = "";
    child.once("exit", (code) => failed(new Error(`the sandbox ended with ${code}`)));
    child.stdout.setEncoding("utf8").on("data", (text) => {
      said += text;
      if (said.endsWith("\n")) ready(JSON.parse(said));
    });
  });
}

/** Reads from the sandbox's control plane, or tells it something. */
const controlOf = (url) => async (name, body) => {
  const answer = await fetch(
    `${url}/_sandbox/${name}`,
    body && { method: "POST", body: JSON.stringify(body) },
  );
  return answer.json();
};

/** How many requests the service had so far. */
export const requestsSoFar = async ({ control }) => (await control("requests")).requests.length;
