import { describe, expect, it } from "vitest";
import { parseGoBool, parseGoFloat, parseGoInt } from "../../../src/core/selector/go-values.js";

describe("parseGoInt", () => {
  it.each([
    ["0", 0n],
    ["-0", 0n],
    ["+7", 7n],
    ["1700000000", 1700000000n],
    ["1_000", 1000n],
    ["0x1F", 31n],
    ["0X_1f", 31n],
    ["-0x10", -16n],
    ["0b101", 5n],
    ["0B_1_0", 2n],
    ["0o17", 15n],
    ["0O17", 15n],
    ["017", 15n],
    ["0_17", 15n],
    ["00", 0n],
    ["9223372036854775807", 9223372036854775807n],
    ["-9223372036854775808", -9223372036854775808n],
  ])("reads %s", (text, value) => {
    expect(parseGoInt(text)).toBe(value);
  });

  it.each([
    "",
    "+",
    "-",
    "--1",
    "1.5",
    "1e3",
    "x",
    "0x",
    "0xg",
    "0b2",
    "0b",
    "0o8",
    "0o",
    "08",
    "_1",
    "1_",
    "1__0",
    "0x1_",
    " 1",
    "1 ",
    "1\n",
    "１",
    "9223372036854775808",
    "-9223372036854775809",
    "0x8000000000000000",
  ])("refuses %j", (text) => {
    expect(parseGoInt(text)).toBeUndefined();
  });
});

describe("parseGoBool", () => {
  it("reads the spellings of Go, and no other", () => {
    expect(["1", "t", "T", "TRUE", "true", "True"].map(parseGoBool)).toEqual(Array(6).fill(true));
    expect(["0", "f", "F", "FALSE", "false", "False"].map(parseGoBool)).toEqual(Array(6).fill(false));
    expect(["", "yes", "no", "tRUE", "on", "2", " true"].map(parseGoBool)).toEqual(Array(7).fill(undefined));
  });
});

describe("parseGoFloat", () => {
  it.each([
    ["0.2", 0.2],
    ["-11.50", -11.5],
    ["+3", 3],
    ["7.", 7],
    [".25", 0.25],
    ["2e3", 2000],
    ["1_000.5", 1000.5],
    ["25E-1", 2.5],
  ])("reads %s", (text, value) => {
    expect(parseGoFloat(text)).toBe(value);
  });

  it.each(["", ".", "1.5 ", "0x10", "1__0", "_1", "1_", "1e", "two"])("does not read %j", (text) => {
    expect(parseGoFloat(text)).toBeUndefined();
  });
});
