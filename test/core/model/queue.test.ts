import { describe, expect, it } from "vitest";
import { taskId } from "../../../src/core/model/queue.js";

describe("a task id", () => {
  it("is what the service gave, UUID or not", () => {
    expect(taskId("abc123...")).toBe("abc123...");
  });

  it("is never empty: cancelling nothing in particular cancels everything", () => {
    for (const nothing of ["", " ", "\t\n"]) {
      expect(() => taskId(nothing)).toThrow(new RangeError("Cannot name a task id: the text is empty"));
    }
  });
});
