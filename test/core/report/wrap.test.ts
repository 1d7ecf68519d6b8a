import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wrap } from "../../../src/core/report/wrap.js";

describe("wrapped text", () => {
  it("goes on under its own beginning", () => {
    expect(wrap("  label  ", `${"word ".repeat(14)}end`)).toEqual([
      `  label  ${"word ".repeat(14).trimEnd()}`,
      "         end",
    ]);
  });

  it("goes on at another indent when one is given", () => {
    expect(wrap("- ", `${"x".repeat(78)} y`, 6)).toEqual([`- ${"x".repeat(78)}`, "      y"]);
  });

  it("takes colours for no columns", () => {
    const red = "\u001b[31m-\u001b[39m ";
    expect(wrap(red, "x".repeat(78))).toEqual([`${red}${"x".repeat(78)}`]);
    expect(wrap(red, `${"x".repeat(70)} yyyyyyy zzz`)).toEqual([`${red}${"x".repeat(70)} yyyyyyy`, "  zzz"]);
  });

  it("fills a line to its last column", () => {
    expect(wrap("", `${"x".repeat(40)} ${"y".repeat(39)}`)).toHaveLength(1);
    expect(wrap("", `${"x".repeat(40)} ${"y".repeat(40)}`)).toHaveLength(2);
  });

  const word = fc.string({ unit: fc.constantFrom("a", "b", " ", "-"), maxLength: 30 });
  const text = fc.array(word, { maxLength: 20 }).map((words) => words.join(" "));

  it("loses nothing: every line break stands for one space", () => {
    fc.assert(
      fc.property(text, fc.nat(60), fc.option(fc.nat(12), { nil: undefined }), (written, width, indent) => {
        const prefix = "p".repeat(width);
        const [first = "", ...more] = wrap(prefix, written, indent);
        const rest = more.map((line) => {
          expect(line.slice(0, indent ?? width).trim()).toBe("");
          return line.slice(indent ?? width);
        });
        expect(first.startsWith(prefix)).toBe(true);
        expect([first.slice(width), ...rest].join(" ")).toBe(written);
      }),
    );
  });

  it("stays within 80 columns where spaces allow it", () => {
    fc.assert(
      fc.property(text, fc.nat(60), (written, width) => {
        for (const line of wrap("p".repeat(width), written)) {
          if (line.length > 80) expect(line.slice(width).trimStart()).not.toContain(" ");
        }
      }),
    );
  });
});
