import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { outlive } from "../../../src/adapters/terminal/outlive.js";

it("a reader that went is no loss; anything else is", () => {
  const stream = new PassThrough();
  let losses = 0;
  outlive(stream, () => (losses += 1));
  stream.emit("error", Object.assign(new Error("closed"), { code: "EPIPE" }));
  expect(losses).toBe(0);
  stream.emit("error", Object.assign(new Error("full"), { code: "ENOSPC" }));
  expect(losses).toBe(1);
});
