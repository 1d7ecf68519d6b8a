import { expect, it } from "vitest";
import { messageOf } from "../../../src/core/model/message-of.js";

it("says what an error says, and what anything else that was thrown is", () => {
  expect([new RangeError("too far"), "text", undefined].map(messageOf)).toEqual([
    "too far",
    "text",
    "undefined",
  ]);
});
