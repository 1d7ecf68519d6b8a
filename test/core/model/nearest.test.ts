import { describe, expect, it } from "vitest";
import { nearestName } from "../../../src/core/model/nearest.js";

const names = ["hostname", "plat", "ext_plat", "arch", "os_version", "os_services"];

describe("nearestName", () => {
  it.each([
    ["hostanme", "hostname"],
    ["hostnam", "hostname"],
    ["hhostname", "hostname"],
    ["hostnume", "hostname"],
    ["PLAT", "plat"],
    ["plta", "plat"],
    ["acrh", "arch"],
    ["os_verison", "os_version"],
    ["os_servcie", "os_services"],
    ["plat", "plat"],
    ["pla", "plat"],
    ["pl", undefined],
    ["-p", undefined],
    ["x", undefined],
    ["", undefined],
    ["zzzzzzzzzz", undefined],
    ["a_name_that_is_much_too_long", undefined],
  ])("finds for %j: %s", (written, nearest) => {
    expect(nearestName(written, names)).toBe(nearest);
  });

  it("takes the closest, and the first of equals", () => {
    expect(nearestName("abcd", ["abxx", "abcx", "abxd"])).toBe("abcx");
    expect(nearestName("abcd", ["abxd", "abcx"])).toBe("abxd");
  });

  it("counts a swap of neighbours as one step", () => {
    expect(nearestName("abc", ["acb"])).toBe("acb");
    expect(nearestName("abc", ["bac"])).toBe("bac");
    expect(nearestName("abc", ["cba"])).toBeUndefined();
  });
});
