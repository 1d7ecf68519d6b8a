import { describe, expect, it } from "vitest";
import { styleFor } from "../../../src/adapters/terminal/style.js";
import { plainStyle } from "../../../src/core/report/style.js";

const terminal = { isTTY: true };

describe("colours", () => {
  it("are used on a terminal, whatever other streams are", () => {
    const { bold, dim, red, yellow, green, cyan } = styleFor(terminal, {});
    expect([bold, dim, red, yellow, green, cyan].map((paint) => paint("x"))).toEqual([
      "\u001b[1mx\u001b[22m",
      "\u001b[2mx\u001b[22m",
      "\u001b[31mx\u001b[39m",
      "\u001b[33mx\u001b[39m",
      "\u001b[32mx\u001b[39m",
      "\u001b[36mx\u001b[39m",
    ]);
  });

  it.each<[string, { isTTY?: boolean }, { [name: string]: string }]>([
    ["in a pipe", {}, {}],
    ["in a pipe, even with FORCE_COLOR", {}, { FORCE_COLOR: "1" }],
    ["with NO_COLOR", terminal, { NO_COLOR: "1" }],
    ["on a dumb terminal", terminal, { TERM: "dumb" }],
  ])("are not used %s", (_, stream, environment) => {
    const style = styleFor(stream, environment);
    expect(style).toBe(plainStyle);
    expect(Object.values(style).map((paint) => paint("x") as string)).toEqual(Array(6).fill("x"));
  });

  it("are used with an empty NO_COLOR, as its convention says", () => {
    expect(styleFor(terminal, { NO_COLOR: "" })).not.toBe(plainStyle);
  });
});
