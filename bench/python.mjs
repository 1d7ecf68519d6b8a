// Python programs as floors: what the vendor's own command line is written in.
import { spawnSync } from "node:child_process";

const names = ["python3", "/usr/bin/python3", "python"];
const hasYaml = (name) => spawnSync(name, ["-c", "import yaml"], { stdio: "ignore" }).status === 0;

let found;

/** A Python that has PyYAML; undefined where there is none. */
export const pythonWithYaml = () => (found ??= names.find(hasYaml));

/**
 * Runs a Python program to its end; resolves with the elapsed time in milliseconds and what it printed, which is JSON. Throws when it fails.
 */
export async function runPython(argv, env) {
  const begin = process.hrtime.bigint();
  const options = { encoding: "utf8", env: { PATH: process.env.PATH, ...env } };
  const { status, stdout, stderr, error } = spawnSync(pythonWithYaml(), argv, options);
  if (status !== 0) throw new Error(`Cannot measure: ${argv[0]} ended with ${status}: ${error ?? stderr}`);
  return { elapsedMs: Number(process.hrtime.bigint() - begin) / 1e6, ...JSON.parse(stdout) };
}
