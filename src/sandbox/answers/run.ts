import type { JsonObject } from "../../core/model/json.js";
import { flagValue } from "../command-line.js";
import type { Ask, Body } from "./ask.js";

const succeeded = (output: string): JsonObject => ({ ERROR: 0, STDOUT: output, STDERR: "" });

/** A few shell commands that people try first; every other one succeeds and prints nothing. */
function shell(ask: Ask, command: string): JsonObject {
  const windows = ask.sensor.plat === "windows";
  const end = windows ? "\r\n" : "\n";
  const [program = "", ...rest] = command.trim().split(/\s+/);
  if (program === "whoami") return succeeded(`${windows ? "nt authority\\system" : "root"}${end}`);
  if (program === "hostname") return succeeded(`${ask.sensor.hostname}${end}`);
  if (program === "echo") return succeeded(`${rest.join(" ")}${end}`);
  if (program === "exit") return { ERROR: Number(rest[0] ?? 0) || 0, STDOUT: "", STDERR: "" };
  if (program === "false") return { ERROR: 1, STDOUT: "", STDERR: "" };
  return succeeded("");
}

/** Answers of commands that start programs or put files; `ERROR` of `run` is the exit code, 200 of `put` is success (reference: events, section 4). */
export const runBodies: Readonly<Record<string, Body>> = {
  run: (ask) => shell(ask, flagValue(ask.line, "--shell-command") ?? ""),
  put: (ask) => ({ ERROR: 200, FILE_PATH: flagValue(ask.line, "--payload-path") ?? "" }),
};
