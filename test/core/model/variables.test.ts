import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openingsIn, renderText } from "../../../src/core/model/variables.js";

const name = fc.constantFrom("share", "a", "constructor", "x_1");
const written = name.map((each) => `\${{ vars.${each} }}`);
/** Text with everything in it that could be taken for a variable. */
const text = fc
  .array(
    fc.oneof(
      written,
      fc.string(),
      fc.constantFrom("${{", "}}", "$", "{", "vars.", "${{ env.X }}", "${{vars.a}}"),
    ),
  )
  .map((parts) => parts.join(""));
const vars = fc.record({
  share: fc.string(),
  a: fc.string(),
  constructor: fc.string(),
  x_1: fc.string(),
});

describe("variables in a text", () => {
  it("are found with their places, and what is none is told apart", () => {
    expect(openingsIn("a ${{ vars.b }}${{vars.c}} ${{ env.D }} ${{ vars.1 }}")).toEqual([
      { name: "b", index: 2, length: 13 },
      { name: "c", index: 15, length: 11 },
      { name: undefined, index: 27, length: 3 },
      { name: undefined, index: 40, length: 3 },
    ]);
  });

  it("leave no ${{ behind: else nothing comes out", () => {
    fc.assert(
      fc.property(text, vars, (template, values) => {
        try {
          expect(renderText(template, values)).not.toContain("${{");
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });

  it("change nothing where there are none", () => {
    fc.assert(
      fc.property(
        fc.string().filter((each) => !each.includes("${{")),
        vars,
        (plain, values) => {
          expect(renderText(plain, values)).toBe(plain);
        },
      ),
    );
  });

  it("are replaced by their values as they are, whatever these look like", () => {
    const value = fc.oneof(fc.string(), fc.constantFrom("$&", "$1", "$$", "\\", "`", '"', "}}"));
    fc.assert(
      fc.property(value, value, (share, a) => {
        fc.pre(!`<${share}|${a}|${share}>`.includes("${{"));
        expect(renderText("<${{ vars.share }}|${{vars.a}}|${{  vars.share  }}>", { share, a })).toBe(
          `<${share}|${a}|${share}>`,
        );
      }),
    );
  });

  it("have to be there, also where every object has something of that name", () => {
    expect(() => renderText("${{ vars.constructor }}", {})).toThrow(RangeError);
  });

  it("are not put in twice", () => {
    expect(() => renderText("${{ vars.a }}{{ vars.b }}", { a: "$", b: "x" })).toThrow(RangeError);
  });
});
