import { describe, expect, it } from "vitest";
import { skewFindings } from "../../../src/core/plan/skew-finding.js";

const at = { file: "lctasks.yaml", line: 1, column: 1 };

describe("a clock that differs from the service's", () => {
  it.each([undefined, 0, 30_000, -30_000])("by %s ms is not worth a word", (skewMs) => {
    expect(skewFindings(skewMs, at)).toEqual([]);
  });

  it("by more than 30 s is, in either direction", () => {
    expect(skewFindings(90_400, at)).toMatchObject([
      {
        check: "plan/clock-skew",
        severity: "warning",
        message: "This machine's clock is 90 s ahead of the service's",
      },
    ]);
    expect(skewFindings(-31_000, at)[0]?.message).toBe("This machine's clock is 31 s behind the service's");
  });
});
