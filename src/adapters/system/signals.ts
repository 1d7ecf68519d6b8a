import type { EventEmitter } from "node:events";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Calls back at the first signal, a closed terminal included; the next one ends the process, as signals do by themselves.
 * Returns how to stop listening.
 */
export function onFirstSignal(callback: () => void, process: EventEmitter): () => void {
  const end = (): void => {
    for (const signal of signals) process.off(signal, stop);
  };
  const stop = (): void => {
    end();
    callback();
  };
  for (const signal of signals) process.on(signal, stop);
  return end;
}
