import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderJson } from "../../../src/core/report/json.js";
import { renderMarkdown } from "../../../src/core/report/markdown.js";
import { plainStyle } from "../../../src/core/report/style.js";
import { renderText } from "../../../src/core/report/text.js";
import { anyReport } from "./any-report.js";
import { activeCharacter } from "./hostile.js";
import { cellsIn, count, outsideOfFences, tablesIn, withoutCode } from "./markdown-shape.js";

const path = join(import.meta.dirname, "../../../schemas/plan.schema.json");
const isPlan = new Ajv2020.default({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(path, "utf8")) as object,
);

const withoutBreaks = (text: string): string => text.replaceAll("\n", "");

describe("a report of hostile texts", () => {
  it("has nothing in it that acts on a terminal, in any format", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        expect(withoutBreaks(renderText(report, plainStyle))).not.toMatch(activeCharacter);
        expect(withoutBreaks(renderMarkdown(report))).not.toMatch(activeCharacter);
        expect(withoutBreaks(renderJson(report, 0))).not.toMatch(activeCharacter);
      }),
    );
  });

  it("is JSON that fits its schema and says what the report says", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const json = JSON.parse(renderJson(report, 0)) as object;
        expect(isPlan(json) ? [] : isPlan.errors).toEqual([]);
        expect(json).toMatchObject(JSON.parse(JSON.stringify(report)) as object);
      }),
    );
  });

  it("is Markdown whose fences, folds and tables are ours, and in which nobody is called", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const { prose, balanced } = outsideOfFences(renderMarkdown(report));
        expect(balanced).toBe(true);
        const bare = prose.map(withoutCode).join("\n");
        expect(bare.replace(/<\/?(?:details|summary)>/g, "")).not.toMatch(/[<>](?! )/);
        expect(count(bare, "<details>")).toBe(count(bare, "</details>"));
        expect(bare).not.toMatch(/@(?!&#8203;)|:\/\/|www\./i);
        for (const table of tablesIn(prose)) expect(new Set(table.map(cellsIn)).size).toBe(1);
      }),
    );
  });
});
