import { describe, expect, it } from "vitest";
import { renderComment } from "../../../src/core/report/comment/comment.js";
import { renderMarkdown } from "../../../src/core/report/markdown.js";
import { plainStyle } from "../../../src/core/report/style.js";
import { renderText } from "../../../src/core/report/text.js";
import { emptyPlan, plan, planned, reportOf } from "./samples.js";

const quiet = { plan: { ...emptyPlan(), organization: "calm" } };
const waiting = { plan: { ...emptyPlan(), organization: "waiting", unchanged: plan.unchanged } };
const failed = { organization: "customer-with-a-long-name", failure: "Cannot get a token: HTTP 401" };
const refused = { plan: { ...plan, organization: "eu", state: "held" as const, changes: [] } };

describe("a report of several organizations", () => {
  const report = reportOf("plan", quiet, waiting, failed, refused);

  it("has one line for each, in their order, and details only where there is more to say", () => {
    const text = renderText(report, plainStyle);
    const table = text.split("\n\n")[1] ?? "";
    expect([...table.matchAll(/^ {2}(\S+)/gm)].map(([, alias]) => alias)).toEqual([
      "calm",
      "waiting",
      "customer-with-a-long-name",
      "eu",
    ]);
    expect(table).toMatch(/^ {2}calm {23}No changes$/m);
    expect(table).toMatch(/^ {2}waiting {20}No changes; \d+ runs? pending$/m);
    expect(table).toMatch(/^ {2}customer-with-a-long-name {2}failed$/m);
    expect(table).toMatch(/^ {2}eu {25}Refused: nothing would be done; 4 held/m);
    expect(text.match(/^(calm|waiting|eu|customer-with-a-long-name)\b/gm)).toEqual([
      "customer-with-a-long-name",
      "eu",
    ]);
  });

  it("is a table in Markdown as well", () => {
    const markdown = renderMarkdown(report);
    expect(markdown).toContain("| organization |  |\n| - | - |\n| `calm` | No changes |");
    expect(markdown).not.toContain("**calm**");
    expect(markdown).toContain("**eu**");
  });

  it("stays within a comment, whatever the number of organizations", () => {
    const many = Array.from({ length: 500 }, (_, at) => ({
      plan: { ...plan, organization: `customer-${at}` },
    }));
    const comment = renderComment({ report: reportOf("plan", ...many), configuration: "lctasks.yaml" });
    expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(60_000);
  });
});

describe("a report of one organization", () => {
  it("has no table", () => {
    expect(renderText(reportOf("plan", planned()), plainStyle)).toMatch(/^No changes\n\nprod {2}/);
  });
});
