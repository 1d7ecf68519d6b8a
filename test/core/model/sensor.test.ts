import { describe, expect, it } from "vitest";
import { isTaskable } from "../../../src/core/model/sensor.js";

describe("a sensor", () => {
  it("runs commands when it is an agent on an endpoint", () => {
    for (const plat of ["windows", "linux", "macos", "chrome"])
      expect(isTaskable({ sid: "x", plat })).toBe(true);
  });

  it("runs none when it is an adapter, whatever platform it claims, or when its platform is not known", () => {
    expect(isTaskable({ sid: "x", plat: "windows", arch: "usp_adapter" })).toBe(false);
    expect(isTaskable({ sid: "x", plat: "json" })).toBe(false);
    expect(isTaskable({ sid: "x" })).toBe(false);
  });
});
