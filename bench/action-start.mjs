// How long the bundled action takes for `command: validate` in an empty folder, against `node -e 0`. Runs alternate; medians count.
//   npm run build:action && node bench/action-start.mjs [rounds]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const bundle = join(dirname(fileURLToPath(import.meta.url)), "../bundle/lctasks.mjs");
const rounds = Number(process.argv[2] ?? 15);
const limit = 3;
const empty = mkdtempSync(join(tmpdir(), "lctasks-bench-"));
const environment = { PATH: process.env.PATH, INPUT_COMMAND: "validate", TIMEFORMAT: "%U %S" };

/** Elapsed and processor time of one run in milliseconds: on a busy machine the clock on the wall measures the others. */
function timed(...argv) {
  const begin = process.hrtime.bigint();
  const script = `{ time "$0" "$@" > /dev/null 2>&1; } 2>&1`;
  const { stdout } = spawnSync("bash", ["-c", script, process.execPath, ...argv], {
    cwd: empty,
    encoding: "utf8",
    env: environment,
  });
  const [user, system] = stdout.trim().split(" ").map(Number);
  return { ms: Number(process.hrtime.bigint() - begin) / 1e6, cpuMs: (user + system) * 1000 };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const bare = [];
const whole = [];
for (let round = 0; round < rounds; round += 1) {
  bare.push(timed("-e", "0"));
  whole.push(timed(bundle));
}
rmSync(empty, { recursive: true });

process.stdout.write(`${rounds} rounds, medians, Node ${process.version}\n`);
for (const [name, of] of [
  ["processor time", ({ cpuMs }) => cpuMs],
  ["elapsed time", ({ ms }) => ms],
]) {
  const [least, all] = [median(bare.map(of)), median(whole.map(of))];
  process.stdout.write(
    `${name}: node -e 0 ${least.toFixed(0)} ms, action ${all.toFixed(0)} ms (${(all / least).toFixed(2)} times, limit ${limit})\n`,
  );
}
