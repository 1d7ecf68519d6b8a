import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import { type Ending, failAtEnd } from "../../../src/adapters/system/fail-at-end.js";

it.each([
  [0, 1],
  [undefined, 1],
  [4, 4],
])("an end with %s becomes one with %s", (before, after) => {
  const process: EventEmitter & Ending = Object.assign(new EventEmitter(), { exitCode: before });
  failAtEnd(process);
  process.emit("exit");
  expect(process.exitCode).toBe(after);
});
