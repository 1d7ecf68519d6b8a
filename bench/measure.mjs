// How a program is measured: as a process of its own, in turns with its floor, so that a slow moment of the machine meets both.
import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, temporaryFolder } from "./folders.mjs";

const meter = join(root, "bench/meter.cjs");
export const cli = join(root, "dist/cli.js");

/** The environment of every measured program: nothing of the person's own, and no parse cache unless a bench names one. */
const bare = { PATH: process.env.PATH, LCTASKS_CACHE: "off" };

/**
 * Runs a Node program to its end. Resolves with elapsed and processor time in milliseconds, peak memory in MB and what it printed.
 * Rejects when it ends with another code than `ends`: a program that failed measures nothing.
 */
export async function run(argv, { cwd = root, env = {}, ends = 0 } = {}) {
  const note = join(temporaryFolder(), "used.json");
  rmSync(note, { force: true });
  const begin = process.hrtime.bigint();
  const child = spawn(process.execPath, ["--require", meter, ...argv], {
    cwd,
    env: { ...bare, ...env, LCTASKS_BENCH_METER: note },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"])
    child[name].setEncoding("utf8").on("data", (text) => {
      printed[name] += text;
    });
  const code = await new Promise((ended, failed) => child.once("error", failed).once("close", ended));
  const elapsedMs = Number(process.hrtime.bigint() - begin) / 1e6;
  if (code !== ends) {
    const said = `${printed.stderr}${printed.stdout}`.slice(0, 1000);
    throw new Error(`Cannot measure: ${argv.join(" ").slice(0, 200)} ended with ${code}: ${said}`);
  }
  return { elapsedMs, ...JSON.parse(readFileSync(note, "utf8")), out: printed.stdout };
}

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/**
 * Measures a program against its floor: `rounds` times each, in turns. Both are functions that resolve with what `run` does.
 * `clock` says which time counts: `cpuMs` for what computes, `elapsedMs` for what waits for the network. `elapsed` of the result is the
 * ratio by the clock on the wall, whichever counts.
 */
export async function compare({ floor, whole, rounds, clock = "cpuMs", detail = "" }) {
  const floors = [];
  const wholes = [];
  for (let round = 0; round < rounds; round += 1) {
    floors.push(await floor());
    wholes.push(await whole());
  }
  const of = (runs, time = clock) => median(runs.map((each) => each[time]));
  const peakMb = Math.max(...wholes.map((each) => each.peakMb));
  const elapsed = of(wholes, "elapsedMs") / of(floors, "elapsedMs");
  return { ...result({ ms: of(wholes), floorMs: of(floors), peakMb, clock, detail }), elapsed };
}

/** What a bench resolves with. Times in milliseconds; `clock`: which time it is. */
export const result = ({ ms, floorMs, peakMb, clock, detail }) => ({
  ms,
  floorMs,
  ratio: ms / floorMs,
  peakMb,
  clock: clock === "cpuMs" ? "processor" : "elapsed",
  detail,
});
