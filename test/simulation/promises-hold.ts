import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";

/** Long: a busy machine is no violation. */
const timeoutMs = 1_800_000;

/**
 * Declares the test that plays the sequences of these seeds: in a process of its own, because instrumented code is slow. There the whole
 * program runs in process.
 */
export function promisesHold(from: number, count: number): void {
  const title = `every promise is kept in the sequences ${from} to ${from + count - 1}`;
  it(title, () => keep(["--from", String(from), "--sequences", String(count)]), timeoutMs);
}

async function keep(argv: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ["scripts/simulate.mjs", ...argv], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const [output, error, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  expect([code, error], output).toEqual([0, ""]);
}
