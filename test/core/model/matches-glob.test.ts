import { describe, expect, it } from "vitest";
import { matchesGlob } from "../../../src/core/model/glob.js";

describe("a glob beside a path", () => {
  it.each([
    ["tasks/**/*.yaml", "tasks/a.yaml", true],
    ["tasks/**/*.yaml", "tasks/b/c/a.yaml", true],
    ["tasks/**/*.yaml", "other/a.yaml", false],
    ["tasks/**/*.yaml", "tasks/a.yml", false],
    ["tasks/*.{yaml,yml}", "tasks/a.yml", true],
    ["tasks/*.yaml", "tasks/b/a.yaml", false],
    ["tasks/**", "tasks/b/a", true],
    ["tasks", "tasks/a", false],
    ["tasks/a", "tasks", false],
    ["**/*.yaml", ".hidden/a.yaml", false],
    ["tasks/*", "tasks/.hidden", false],
    ["tasks/.hidden", "tasks/.hidden", true],
  ])("%s %s: %s", (glob, path, matches) => {
    expect(matchesGlob(glob, path)).toBe(matches);
  });

  it("that makes too many alternatives matches nothing", () => {
    expect(matchesGlob(Array.from({ length: 11 }, () => "{a,b}").join(""), "aaaaaaaaaaa")).toBe(false);
  });
});
