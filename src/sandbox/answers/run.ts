import type { JsonObject } from "../../core/model/json.js";
import { flagValue } from "../command-line.js";
import type { Ask, Body } from "./ask.js";

/** Raw bytes of output that a receipt can carry; beyond, `STDOUT` is left out, not cut (reference: API, 9.2). */
const mostBytes = 1024 * 1024;

function finished(ask: Ask, output: string): JsonObject {
  const bytesEach = ask.sensor.plat === "windows" ? 2 : 1;
  const result = { ERROR: 0, STDERR: "" };
  return output.length * bytesEach > mostBytes ? result : { ...result, STDOUT: output };
}

type Shell = (ask: Ask, rest: readonly string[]) => JsonObject;

const isWindows = ({ sensor }: Ask): boolean => sensor.plat === "windows";
const line = (ask: Ask, text: string): JsonObject =>
  finished(ask, `${text}${isWindows(ask) ? "\r\n" : "\n"}`);

/** A few shell commands that people try first; every other one succeeds and prints nothing. */
const programs: Readonly<Record<string, Shell>> = {
  whoami: (ask) => line(ask, isWindows(ask) ? "nt authority\\system" : "root"),
  hostname: (ask) => line(ask, ask.sensor.hostname),
  echo: (ask, rest) => line(ask, rest.join(" ")),
  exit: (_ask, [code]) => ({ ERROR: Number(code ?? 0) || 0, STDOUT: "", STDERR: "" }),
  false: () => ({ ERROR: 1, STDOUT: "", STDERR: "" }),
  /** `head -c <n> /dev/zero`: as much output as is asked for, up to 16 MB. */
  head: (ask, [flag, count]) =>
    finished(
      ask,
      "0".repeat(flag === "-c" ? Math.min(Math.max(0, Math.trunc(Number(count) || 0)), 16 * mostBytes) : 0),
    ),
};

function shell(ask: Ask, command: string): JsonObject {
  const [program = "", ...rest] = command.trim().split(/\s+/);
  return (Object.hasOwn(programs, program) ? programs[program]?.(ask, rest) : undefined) ?? finished(ask, "");
}

/** Answers of commands that start programs or put files; `ERROR` of `run` is the exit code, 200 of `put` is success (reference: events, section 4). */
export const runBodies: Readonly<Record<string, Body>> = {
  run: (ask) => shell(ask, flagValue(ask.line, "--shell-command") ?? ""),
  put: (ask) => ({ ERROR: 200, FILE_PATH: flagValue(ask.line, "--payload-path") ?? "" }),
};
