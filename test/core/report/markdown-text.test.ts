import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inert } from "../../../src/core/report/inert.js";
import {
  codeSpan,
  fenced,
  inertHtml,
  inertMarkdown,
  inertProse,
  table,
} from "../../../src/core/report/markdown-text.js";
import { hostileText } from "./hostile.js";

/** What a reader sees of inert Markdown: escapes and entities stand for their characters. */
function seen(markdown: string): string {
  return markdown
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(/&#8203;/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}

/** The cells of a row: pipes after a backslash are none of its boundaries, and lose it (GFM, tables extension). */
const cellsOf = (row: string): string[] =>
  row
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.replaceAll("\\|", "|").trim());

/** The content of a code span, if the text is exactly one (CommonMark, code spans). */
function contentOfSpan(text: string): string | undefined {
  const ticks = /^`+/.exec(text)?.[0] ?? "";
  const inside = text.slice(ticks.length, -ticks.length);
  const ends = [...inside.matchAll(/`+/g)].some(([run]) => run.length === ticks.length);
  if (ticks === "" || !text.endsWith(ticks) || ends) return undefined;
  if (inside.startsWith("`") || inside.endsWith("`")) return undefined;
  return /^ .*[^ ].* $/.test(inside) ? inside.slice(1, -1) : inside;
}

describe("inert Markdown", () => {
  it.each([
    ["emphasis", "*a* _b_", "\\*a\\* \\_b\\_"],
    ["a link", "[a](b)", "\\[a\\]\\(b\\)"],
    ["HTML", "<b>&", "&lt;b&gt;&amp;"],
    ["a mention", "@octocat", "@&#8203;octocat"],
    ["a reference", "fixes #12 and GH-7", "fixes \\#&#8203;12 and GH&#8203;\\-7"],
    ["addresses", "https://x www.y WWW.z", "https:&#8203;//x www&#8203;.y WWW&#8203;.z"],
    ["mathematics", "$x$", "\\$x\\$"],
    ["an escape", "a\\*b", "a\\\\\\*b"],
    ["plain words", "raise run to 2: 8 sensors", "raise run to 2: 8 sensors"],
  ])("takes %s literally", (_, text, markdown) => {
    expect(inertMarkdown(text)).toBe(markdown);
  });

  it("shows every text as it is and has nothing live in it", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const markdown = inertMarkdown(text);
        expect(seen(markdown)).toBe(inert(text));
        expect(markdown).not.toMatch(/[<>\n]|@(?!&#8203;)|:\/\/|www\.|(?<!&)#(?=\d)/i);
        const bare = markdown.replace(/\\[!-/:-@[-`{-~]/g, "").replace(/&(?:#8203|lt|gt|amp);/g, "");
        expect(bare).not.toMatch(/[\\`*_{}[\]()#+!~$-]/);
      }),
    );
  });
});

describe("a sentence of ours", () => {
  it("has code between backticks, and nothing live anywhere", () => {
    expect(inertProse('raise `run` to 2, or write `accept: "3f|9a"`')).toBe(
      'raise `run` to 2, or write `accept: "3f|9a"`',
    );
    expect(inertProse("one ` alone *b*")).toBe("one \\` alone \\*b\\*");
    fc.assert(
      fc.property(hostileText, (text) => {
        const outside = inertProse(text).replace(/(?<!\\)(`+)(?!`).*?(?<!`)\1(?!`)/g, "");
        expect(outside).not.toMatch(/[<>\n]|@(?!&#8203;)|:\/\/|www\./i);
        expect(inertProse(text)).not.toContain("\n");
      }),
    );
  });
});

describe("inert HTML", () => {
  it("shows every text as it is, without the escapes of Markdown", () => {
    expect(inertHtml("os-version *<b>* @me #1")).toBe("os-version *&lt;b&gt;* @&#8203;me #&#8203;1");
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = inertHtml(text);
        expect(html).not.toMatch(/[<>\n]|@(?!&#8203;)|:\/\/|www\.|(?<!&)#(?=\d)|&(?!lt;|gt;|amp;|#8203;)/i);
        expect(
          html
            .replace(/&#8203;/g, "")
            .replace(/&lt;/g, "<")
            .replace(/&gt;/g, ">")
            .replace(/&amp;/g, "&"),
        ).toBe(inert(text));
      }),
    );
  });
});

describe("a code span", () => {
  it.each([
    ["os_version", "`os_version`"],
    ["a`b", "``a`b``"],
    ["`a", "`` `a ``"],
    ["a``", "``` a`` ```"],
    [" a ", "`  a  `"],
    [" ", "` `"],
    ["a|b", "`a|b`"],
    ["", ""],
  ])("of %j is %j", (text, span) => {
    expect(codeSpan(text)).toBe(span);
  });

  it("shows every text as it is", () => {
    fc.assert(
      fc.property(
        hostileText.filter((text) => text !== ""),
        (text) => {
          expect(codeSpan(text)).not.toContain("\n");
          expect(contentOfSpan(codeSpan(text))).toBe(inert(text));
        },
      ),
    );
  });
});

describe("a table", () => {
  it("is one line for each row", () => {
    expect(table(["a", ""], [["1", "2"]])).toBe("| a |  |\n| - | - |\n| 1 | 2 |");
  });

  it("has every text in the cell where it belongs", () => {
    const cell = fc.constantFrom(inertMarkdown, inertProse, codeSpan).chain((make) => hostileText.map(make));
    fc.assert(
      fc.property(cell, cell, cell, (...row) => {
        const [, , line = ""] = table(["a", "b", "c"], [row]).split("\n");
        expect(cellsOf(line)).toEqual(row.map((text) => text.trim()));
      }),
    );
  });
});

describe("a fenced block", () => {
  it("keeps its lines", () => {
    expect(fenced("- a\n+ b", "diff")).toBe("```diff\n- a\n+ b\n```");
  });

  it("cannot be closed by what is in it", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const lines = fenced(text, "diff").split("\n");
        const fence = lines.at(-1) ?? "";
        expect(fence).toMatch(/^`{3,}$/);
        expect(lines[0]).toBe(`${fence}diff`);
        const inside = lines.slice(1, -1);
        for (const line of inside) {
          const run = /^ {0,3}(`{3,})\s*$/.exec(line)?.[1] ?? "";
          expect(run.length).toBeLessThan(fence.length);
        }
        expect(inside).toEqual(text.split("\n").map(inert));
      }),
    );
  });
});
