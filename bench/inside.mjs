// Benches of one function: bundled from the sources and run as a process of its own.
import { join } from "node:path";
import { build } from "esbuild";
import { root, temporaryFolder } from "./folders.mjs";
import { median, result, run } from "./measure.mjs";

/** Runs bench/inside/<name>.mjs `rounds` times; each prints the processor time of its floor and of the whole thing in milliseconds. */
export async function inside(name, { rounds, options, detail }) {
  const outfile = join(temporaryFolder(), `${name}.mjs`);
  await build({
    entryPoints: [join(root, "bench/inside", `${name}.mjs`)],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "warning",
  });
  const runs = [];
  for (let round = 0; round < rounds; round += 1) {
    const { out, peakMb } = await run([outfile, JSON.stringify(options)]);
    runs.push({ ...JSON.parse(out), peakMb });
  }
  return result({
    ms: median(runs.map(({ ms }) => ms)),
    floorMs: median(runs.map(({ floorMs }) => floorMs)),
    peakMb: Math.max(...runs.map(({ peakMb }) => peakMb)),
    clock: "cpuMs",
    detail: detail(runs[0]),
  });
}
