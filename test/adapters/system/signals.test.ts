import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { onFirstSignal } from "../../../src/adapters/system/signals.js";

describe("signals", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"])(
    "%s calls back once; after it, and after the end, nobody listens",
    (signal) => {
      const process = new EventEmitter();
      let calls = 0;
      onFirstSignal(() => (calls += 1), process);
      process.emit(signal);
      process.emit(signal);
      expect([calls, process.eventNames()]).toEqual([1, []]);
      onFirstSignal(() => (calls += 1), process)();
      process.emit(signal);
      expect([calls, process.eventNames()]).toEqual([1, []]);
    },
  );
});
