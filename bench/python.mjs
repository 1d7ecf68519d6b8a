// Python programs as floors: what the vendor's own command line is written in.
import { spawnSync } from "node:child_process";

const names = ["python3", "/usr/bin/python3", "python"];
const hasYaml = (name) => spawnSync(name, ["-c", "import yaml"], { stdio: "ignore" }).status === 0;

let found;

/** A Python that has PyYAML; undefined where there is none. */
export const pythonWithYaml = () => (found ??= names.find(hasYaml));

/** Runs a Python program to its end; resolves with the elapsed time in milliseconds. Throws when it fails. */
export async function runPython(argv) {
  const begin = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(pythonWithYaml(), argv, { encoding: "utf8" });
  if (status !== 0) throw new Error(`Cannot measure: ${argv[0]} ended with ${status}: ${error ?? stderr}`);
  return { elapsedMs: Number(process.hrtime.bigint() - begin) / 1e6 };
}
