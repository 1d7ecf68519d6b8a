import fc from "fast-check";
import { expect, it } from "vitest";
import { boundedMarkdown } from "../../../src/core/report/bounded-markdown.js";
import { byteLength } from "../../../src/core/report/comment/text-size.js";

const elsewhere = "All of it is in the job summary.";

it("leaves alone what has room", () => {
  expect(boundedMarkdown("### No drift\n", 100, elsewhere)).toBe("### No drift\n");
});

it("closes the fence and the folds that it cuts, and says how much is missing", () => {
  const lines = [
    "<details><summary>a</summary>",
    "",
    "````diff",
    ...Array<string>(100).fill("+ ```"),
    "````",
    "",
    "</details>",
  ];
  const cut = boundedMarkdown(lines.join("\n"), 500, elsewhere);
  expect(cut).toMatch(/\n````\n\n<\/details>\n\n\*\*\d+ more lines are not shown here\.\*\* All of it/);
  const closed = boundedMarkdown(`${lines.join("\n")}\n${"x\n".repeat(2000)}`, 1500, elsewhere);
  expect(closed.split("</details>")).toHaveLength(2);
});

it("is never longer than allowed, whatever the lines are", () => {
  const line = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 80 }).map((text) => text.replaceAll(/[`<\n]/g, "")),
    fc.constantFrom("```", "````diff", "<details>", "</details>"),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), fc.integer({ min: 600, max: 3000 }), (lines, most) => {
      const folds = lines.filter((each) => each === "<details>").length;
      fc.pre(folds < 15);
      expect(byteLength(boundedMarkdown(lines.join("\n"), most, elsewhere))).toBeLessThanOrEqual(most);
    }),
  );
});
