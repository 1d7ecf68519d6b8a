import { describe, expect, it } from "vitest";
import { parseSelector } from "../../../src/core/selector/parse.js";
import { possiblePlatforms } from "../../../src/core/selector/possible-platforms.js";

const all = ["windows", "linux", "macos", "chrome"];

describe("possiblePlatforms", () => {
  it.each([
    ["*", all],
    ["`prod` in tags", all],
    ["plat == windows", ["windows"]],
    ["plat != windows", ["linux", "macos", "chrome"]],
    ["not plat == windows", ["linux", "macos", "chrome"]],
    ["plat == windows or plat == linux", ["windows", "linux"]],
    ["plat == windows and `prod` in tags and not hostname is empty", ["windows"]],
    ["plat == windows or `prod` in tags", all],
    ["not (plat == windows or `prod` in tags)", ["linux", "macos", "chrome"]],
    ["not (plat == windows and `prod` in tags)", all],
    ["plat == windows and plat == linux", []],
    ["`wind` in plat and plat matches `^win`", ["windows"]],
    ["plat matches `^(win|mac)`", ["windows", "macos"]],
    ["plat contains o", ["windows", "macos", "chrome"]],
    ["plat == okta", []],
    ["arch == usp_adapter", []],
    ["arch != usp_adapter", all],
    ["arch == x64 and plat == macos", ["macos"]],
    ["not arch != arm64", all],
    ["tags.plat == windows", all],
    ["any tags as t { t == x }", all],
    ["isolated is nil", all],
  ])("of %s are %j", (text, platforms) => {
    const parsed = parseSelector(text);
    expect(parsed.ok && possiblePlatforms(parsed.expression)).toEqual(platforms);
  });
});
