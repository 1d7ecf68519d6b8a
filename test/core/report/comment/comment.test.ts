import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderComment, renderSummary } from "../../../../src/core/report/comment/comment.js";
import { commentLimit, summaryLimit } from "../../../../src/core/report/comment/limits.js";
import { isGrave } from "../../../../src/core/report/comment/item.js";
import { itemsOf } from "../../../../src/core/report/comment/items.js";
import type { Change } from "../../../../src/core/model/change.js";
import type { Report } from "../../../../src/core/model/report.js";
import { inertMarkdown } from "../../../../src/core/report/markdown-text.js";
import { verdict } from "../../../../src/core/report/verdict.js";
import { anyReport } from "../any-report.js";
import { activeCharacter } from "../hostile.js";
import { cellsIn, count, outsideOfFences, tablesIn, withoutCode } from "../markdown-shape.js";
import { issue, outcomes, plan, planned, reportOf } from "../samples.js";
import { manyChanges, reportFrom } from "./many.js";

const here = import.meta.dirname;
const inputOf = (report: Report) => ({
  report,
  configuration: "lctasks.yaml",
  commit: "0123456789abcdef0123456789abcdef01234567",
  links: {
    full: "https://github.com/acme/soc/actions/runs/7",
    run: "https://github.com/acme/soc/actions/runs/7",
  },
});
const bytes = (text: string): number => Buffer.byteLength(text, "utf8");

/** A text is Markdown whose fences, folds and tables are ours, and in which nobody is called. */
function expectSound(markdown: string): void {
  expect(markdown.replaceAll("\n", "")).not.toMatch(activeCharacter);
  const { prose, balanced } = outsideOfFences(markdown);
  expect(balanced).toBe(true);
  const lines = prose.filter((line) => !/^<!-- lctasks:[\w./%~:-]+ -->$/.test(line)).map(withoutCode);
  const bare = lines
    .join("\n")
    .replace(/\]\(<https:\/\/github\.com\/acme\/soc\/actions\/runs\/7>\)/g, "](link)");
  expect(bare.replace(/<\/?(?:details|summary)>/g, "").replace(/^> /gm, "")).not.toMatch(/[<>](?! )/);
  expect(count(bare, "<details>")).toBe(count(bare, "</details>"));
  expect(bare).not.toMatch(/@(?!&#8203;)|:\/\/|www\./i);
  for (const table of tablesIn(prose)) expect(new Set(table.map(cellsIn)).size).toBe(1);
}

/** Dangerous items of which nothing at all is in the text: neither their row, nor one of their lines, nor their id. */
const missing = (report: Report, text: string) => {
  const parts = new Set(text.split(/[\n`| ]/));
  return itemsOf(report).filter(
    (item) =>
      isGrave(item) &&
      !parts.has(item.id) &&
      !text.includes(item.lines[0]) &&
      !text.includes(item.lines[1]) &&
      !item.cells.every((cell) => text.includes(cell.replaceAll("|", "\\|")) || text.includes(cell)),
  );
};

/** Everything that a comment and a summary promise of any report. */
function expectPromises(report: Report): void {
  const comment = renderComment(inputOf(report));
  expect(bytes(comment)).toBeLessThanOrEqual(commentLimit);
  expect(comment.length).toBeLessThanOrEqual(commentLimit);
  expectSound(comment);
  const [marker, , first] = comment.split("\n");
  expect(marker).toMatch(/^<!-- lctasks:.* -->$/);
  expect(first).toBe(`### ${inertMarkdown(verdict(report))}`);
  expect(missing(report, comment).length).toBe(0);
  expect(renderComment(inputOf(report)) === comment).toBe(true);
  const summary = renderSummary(inputOf(report));
  expect(bytes(summary)).toBeLessThanOrEqual(summaryLimit);
  expectSound(summary);
  expect(missing(report, summary).length).toBe(0);
}

describe("the comment of any plan", () => {
  it("is within limits, sound, begins with the verdict, and has every dangerous line", () => {
    fc.assert(fc.property(anyReport, expectPromises), { endOnFailure: true });
  });

  it("is so for up to 5,000 changes", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(manyChanges, (recipe) => expectPromises(reportFrom(recipe))),
      { numRuns: 6, endOnFailure: true },
    );
  });
});

const everything = reportOf(
  "plan",
  { plan },
  { organization: "eu", failure: "Cannot sign in: the key is not accepted" },
);
const applied = reportOf("apply", {
  plan,
  outcomes,
  failure: "Cannot write the ledger: somebody else wrote",
});
const many = (length: number, like: Change = issue): readonly Change[] =>
  Array.from(
    { length },
    (_, index) =>
      ({
        ...like,
        task: `task-${index}`,
        fingerprint: index.toString(16).padStart(8, "0").padEnd(64, "0"),
      }) as Change,
  );
const dangerous: Change = { ...issue, request: { ...issue.request, command: "file_del /tmp/x" } };

describe("a comment", () => {
  it.each<[string, Report]>([
    ["plan", reportOf("plan", { plan })],
    ["several", everything],
    ["apply", applied],
    ["nothing", reportOf("plan", planned())],
  ])("of %s reads well", async (name, report) => {
    await expect(renderComment(inputOf(report))).toMatchFileSnapshot(join(here, `expected-${name}.md`));
  });
});

describe("a comment that cannot hold everything", () => {
  it("keeps the row of everything dangerous for as long as it can, and only counts the rest", () => {
    const changes = [...many(200, dangerous), ...many(30)];
    const comment = renderComment(inputOf(reportOf("plan", planned({ changes }))));
    expect(comment).toContain("**Look closely:** 200 × destructive\n");
    expect(comment).toContain("**This is not everything: it would not fit.**");
    expect(count(comment, "| issue **destructive** `file_del /tmp/x` |")).toBe(200);
  });

  it("has one short line for each dangerous change when there is no room for rows, ids when there is none for lines", () => {
    const comment = renderComment(inputOf(reportOf("plan", planned({ changes: many(5000, dangerous) }))));
    const lines = count(comment, ": **destructive** to 1,284 sensors\n");
    const ids = /- \*\*([\d,]+) × issue \(destructive\)\*\*: `([0-9a-f ]+)`/.exec(comment);
    expect(lines).toBeGreaterThan(100);
    expect(ids?.[1]?.replace(",", "")).toBe(String(5000 - lines));
    expect(ids?.[2]?.split(" ")).toHaveLength(5000 - lines);
    expect(comment).toContain("> [!CAUTION]");
    expect(comment).toContain(`**${ids?.[1]} dangerous rows only by id** (the beginning of its fingerprint)`);
  });

  it("counts what has no room even by id, and says so", () => {
    const comment = renderComment(inputOf(reportOf("plan", planned({ changes: many(9000, dangerous) }))));
    expect(bytes(comment)).toBeLessThanOrEqual(commentLimit);
    expect(comment).toMatch(/\*\*[\d,]+ dangerous rows only counted\*\*/);
    expect(comment).toMatch(
      /- \*\*9,000 × issue \(destructive\)\*\*: `[0-9a-f ]+`, [\d,]+ of them only counted/,
    );
    expect(comment).toContain("**Look closely:** 9,000 × destructive");
  });

  it("cuts long diffs first, and says where the rest is", () => {
    const diff = Array.from({ length: 6000 }, (_, index) => ({
      path: `tests[${index}]`,
      after: "x".repeat(20),
    }));
    const comment = renderComment(
      inputOf(reportOf("plan", planned({ changes: [{ ...issue, diff }, ...many(20)] }))),
    );
    expect(comment).toMatch(/\n# … [\d,]+ more lines, not shown here\n```/);
    expect(comment).toContain(
      "> [!WARNING]\n> **This is not everything: it would not fit.** 1 long diff cut. All of it is in [the full plan]",
    );
    expect(count(comment, "<details>")).toBe(21);
  });

  it("shows the beginning and the end of a long command", () => {
    const command = `file_del ${"x".repeat(1000)} /etc/shadow`;
    const change = { ...issue, request: { ...issue.request, command } };
    const comment = renderComment(inputOf(reportOf("plan", planned({ changes: [change] }))));
    expect(comment).toMatch(/`file_del x+… 721 characters …x+ \/etc\/shadow`/);
  });

  it("says how to print everything when there is no link, and follows no odd one", () => {
    const report = reportOf("plan", planned({ changes: many(5000, dangerous) }));
    for (const full of [undefined, "javascript:alert(1)", "https://x/) @octocat"]) {
      const comment = renderComment({ report, configuration: "conf/a.yaml", links: { full } });
      expect(comment).toContain("`lctasks plan --format markdown` prints all of it");
      expect(comment).toContain("See it yourself: `npx lctasks plan --config conf/a.yaml`");
      expect(comment).not.toContain("octocat");
    }
  });
});

describe("a rule that moved in Git and in live", () => {
  it("is named as such, apart from what the files ask for", () => {
    const moved = plan.changes.flatMap((each) =>
      each.verb === "update-rule" ? [{ ...each, row: "8" }] : [],
    );
    const comment = renderComment(inputOf(reportOf("plan", planned({ changes: [...moved, issue] }))));
    expect(comment).toContain("**Look closely:** 1 × both moved");
    expect(comment).toMatch(
      /Live was changed without Git:\n\n.*\n.*\n\| `lctasks.soc.users` \| update rule \*\*both moved\*\*/,
    );
    expect(comment).toContain("What the files ask for:\n\n| object |");
  });
});

describe("secrets", () => {
  it("are in no comment and no summary, and do not hide what is dangerous", () => {
    const command = "run --shell-command \"curl -H 'Authorization: Bearer abcdef123456' --password hunter2\"";
    const change = {
      ...issue,
      request: { ...issue.request, command },
      diff: [{ path: "a.password", after: "hunter2" }],
    };
    const report = reportOf("plan", planned({ changes: [change] }));
    for (const text of [renderComment(inputOf(report)), renderSummary(inputOf(report))]) {
      expect(text).not.toMatch(/hunter2|abcdef123456/);
      expect(text).toContain("**destructive");
    }
  });
});
