// How long `lctasks plan` takes for 200 organizations behind a line of 100 ms, against 16 requests at a time and nothing else.
// The sandbox is a process of its own, so that only the network's delay and our own work count.
//   npm run build && node bench/organizations.mjs [organizations] [delay in ms] [--parallel n …]
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [organizations = 200, delayMs = 100] = process.argv.slice(2, 4).map(Number);
const options = process.argv.slice(4);
const limit = 1.3;

/** Prints processor time and peak memory of a process when it ends. */
const meter = `data:text/javascript,process.on("exit", () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage(); console.error("used", JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, rssMb: maxRSS / 1024 })); })`;

const service = `
import { startSandbox } from ${JSON.stringify(join(root, "dist/sandbox.js"))};
const more = Array.from({ length: ${organizations - 1} }, (_, at) => ({ name: "customer-" + (at + 1), sensors: 5 }));
const { url, env, organizations } = await startSandbox({ sensors: 5, organizations: more, speed: 1 });
console.log(JSON.stringify({ url, env, organizations }));
`;

/** Starts the sandbox; resolves with where it is and what it has. */
function startService() {
  const child = spawn(process.execPath, ["--input-type=module", "-e", service], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((ready, failed) => {
    let said = "";
    child.once("exit", (code) => failed(new Error(`the sandbox ended with ${code}`)));
    child.stdout.setEncoding("utf8").on("data", (text) => {
      said += text;
      if (said.endsWith("\n")) ready({ child, ...JSON.parse(said) });
    });
  });
}

const control = async (url, name, body) => {
  const answer = await fetch(
    `${url}/_sandbox/${name}`,
    body && { method: "POST", body: JSON.stringify(body) },
  );
  return answer.json();
};

const folder = mkdtempSync(join(tmpdir(), "lctasks-bench-"));
const { child, url, env, organizations: all } = await startService();
try {
  const keys = Object.fromEntries(all.map(({ apiKey }, at) => [`KEY_${at}`, apiKey]));
  const lines = all.map(({ oid }, at) => `  customer-${at}: { oid: ${oid}, apiKeyEnv: KEY_${at} }`);
  writeFileSync(
    join(folder, "lctasks.yaml"),
    ["version: 1", "project: bench", "organizations:", ...lines, ""].join("\n"),
  );
  mkdirSync(join(folder, "tasks"));
  for (let number = 0; number < 5; number += 1)
    writeFileSync(
      join(folder, `tasks/${number}.yaml`),
      `name: version-${number}\ntask: os_version\ntag: t${number}\nrun: 1\n`,
    );
  const environment = { PATH: process.env.PATH, ...env, ...keys };
  const lctasks = (...argv) =>
    spawnSync(process.execPath, ["--import", meter, join(root, "dist/cli.js"), ...argv], {
      cwd: folder,
      env: environment,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
  const made = lctasks("ledger", "create", "--run-existing");
  if (made.status !== 0) throw new Error(`Cannot prepare: ${made.stderr}`);
  await control(url, "faults", { match: {}, do: { delay_ms: delayMs } });
  const before = (await control(url, "requests")).requests.length;
  const begin = process.hrtime.bigint();
  const out = join(folder, "plan.json");
  const run = lctasks("plan", "--format", "json", "--out", out, ...options);
  const elapsedMs = Number(process.hrtime.bigint() - begin) / 1e6;
  const report = JSON.parse(readFileSync(out, "utf8"));
  if (run.status !== 0 || report.organizations.some(({ failure }) => failure !== undefined))
    throw new Error(`Cannot measure: ${run.stderr.slice(0, 500)}`);
  const requests = (await control(url, "requests")).requests.slice(before);
  const perOrganization = new Map();
  for (const { oid } of requests) perOrganization.set(oid, (perOrganization.get(oid) ?? 0) + 1);
  const { cpuMs, rssMb } = JSON.parse(/^used (.*)$/m.exec(run.stderr)[1]);
  const floorMs = (requests.length * delayMs) / 16;
  process.stdout.write(
    [
      `${organizations} organizations, ${delayMs} ms, ${requests.length} requests (${[...new Set(perOrganization.values())].join(", ")} each)`,
      `elapsed ${elapsedMs.toFixed(0)} ms; 16 requests at a time and nothing else ${floorMs.toFixed(0)} ms: ${(elapsedMs / floorMs).toFixed(2)} times (limit ${limit})`,
      `processor time ${cpuMs.toFixed(0)} ms, peak memory ${rssMb.toFixed(0)} MB`,
      "",
    ].join("\n"),
  );
} finally {
  child.removeAllListeners("exit");
  child.kill();
  rmSync(folder, { recursive: true });
}
