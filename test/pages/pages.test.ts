import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { type Block, blocksOf, fileOf } from "./blocks.js";
import { notHere } from "./not-here.js";
import { type PageRun, runPage } from "./run-page.js";
import { scriptOf } from "./script.js";
import { yamlProblems } from "./yaml-blocks.js";

const root = resolve(import.meta.dirname, "../..");
const inDocs = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...inDocs.toSorted().map((name) => `docs/${name}`),
];
const textOf = (page: string): string => readFileSync(join(root, page), "utf8");

/** Languages of blocks, and why those that are not run are not. */
const languages: { readonly [language: string]: string } = {
  sh: "run",
  yaml: "written or checked",
  ts: "run",
  text: "shown, or compared with an output",
  python: "needs the vendor's Python client; run against the sandbox by hand",
  go: "needs the vendor's Go SDK; run against the sandbox by hand",
};

const isRun = ({ language, how }: Block): boolean =>
  language === "ts" || (language === "sh" && !how.startsWith("no-run"));

describe.each(pages)("%s", (page) => {
  const blocks = blocksOf(textOf(page));

  it("has only blocks that say what they are", () => {
    expect(blocks.map(({ language }) => language).filter((one) => !(one in languages))).toEqual([]);
    const unexplained = blocks.filter(({ how }) => how.startsWith("no-run") && !/^no-run: \S.{9,}/.test(how));
    expect(unexplained.map(({ line }) => line)).toEqual([]);
    expect(() => scriptOf(blocks)).not.toThrow();
  });

  it("has no code that is only indented, which nobody would run", () => {
    expect(textOf(page)).not.toMatch(/\n\n {4,}(?![-*\d ])\S/);
  });

  const yaml = blocks.filter(({ language }) => language === "yaml");
  it.runIf(yaml.length > 0)("has YAML that the schemas allow", () => {
    const found = yaml.map((block) => [block.line, yamlProblems(block)]);
    expect(found.filter(([, problems]) => (problems as readonly string[]).length > 0)).toEqual([]);
  });

  it.runIf(blocks.some(isRun) || yaml.some((block) => fileOf(block) !== undefined))(
    "does what it says, block by block",
    async () => {
      const run = await runPage(page, blocks);
      expect([run.code, run.code === 0 ? "" : run.log]).toEqual([0, ""]);
      for (const [index, block] of blocks.entries()) expectOutput(run, block, blocks.slice(0, index));
    },
    150_000,
  );

  it("links to pages and headings that exist", () => {
    const links = [...textOf(page).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)/g)];
    const dead = links.filter(([, path = "", anchor]) => !exists(page, path, anchor));
    expect(dead.map(([link]) => link)).toEqual([]);
  });
});

/** `text output`: its lines in what the nearest block that ran printed, in their order. */
function expectOutput(run: PageRun, block: Block, before: readonly Block[]): void {
  if (block.language !== "text" || block.how !== "output") return;
  const source = before.findLast(isRun);
  let rest = run.outputOf(source?.line ?? 0).split("\n");
  for (const line of block.text.trimEnd().split("\n")) {
    const at = rest.findIndex((printed) => likeness(line).test(printed));
    expect([block.line, line, at >= 0 ? "printed" : rest.join("\n")]).toEqual([block.line, line, "printed"]);
    rest = rest.slice(at + 1);
  }
}

function likeness(line: string): RegExp {
  const parts = line
    .trim()
    .split("…")
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^\\s*${parts.join(".*")}\\s*$`, "u");
}

function exists(page: string, path: string, anchor: string | undefined): boolean {
  const target = path === "" ? join(root, page) : join(root, dirname(page), path);
  if (!existsSync(target)) return false;
  return (
    anchor === undefined || !target.endsWith(".md") || anchorsOf(readFileSync(target, "utf8")).has(anchor)
  );
}

/** The anchors that GitHub gives to headings. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => heading);
  return new Set(
    headings.map(
      (heading) =>
        `#${heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N} _-]/gu, "")
          .replaceAll(" ", "-")}`,
    ),
  );
}

it("lines that are not run stand on a page", () => {
  const all = pages.map(textOf).join("\n");
  expect(Object.keys(notHere).filter((line) => !all.includes(line))).toEqual([]);
});

describe("what runs pages", () => {
  const ran = (text: string): Promise<PageRun> => runPage("none.md", blocksOf(text));
  const block = (info: string, text: string): string => `\`\`\`${info}\n${text}\n\`\`\`\n`;

  it("fails with the first command that fails, and goes no further", async () => {
    const run = await ran(block("sh", "echo a\nfalse\necho b") + block("sh", "echo c"));
    expect([run.code, run.log.includes("a"), run.log.includes("b\n"), run.log.includes("c\n")]).toEqual([
      1,
      true,
      false,
      false,
    ]);
  });

  it("wants the exit code that is announced", async () => {
    expect((await ran(block("sh exit 4", "exit_with() { return 4; }\nexit_with"))).code).toBe(0);
    expect((await ran(block("sh exit 4", "true"))).log).toContain("ended with 0 instead of 4");
  });

  it("types answers on a terminal, keeps what runs in the background until the end, and reaches nothing outside", async () => {
    const run = await ran(
      block("sh background", "echo ready; exec sleep 600") +
        block("sh terminal: yes", 'read -r answer; [ -t 0 ] && echo "typed $answer"') +
        block("sh exit 1", "node -e 'fetch(\"https://example.com\").catch(() => process.exit(1))'") +
        block("yaml", "# tasks/a.yaml\nname: a") +
        block("sh", "cat tasks/a.yaml"),
    );
    expect(run.code).toBe(0);
    expect(run.log).toContain("ready");
    expect(run.log).toContain("typed yes");
    expect(run.outputOf(blocksOf(block("sh", "")).length)).toBeTypeOf("string");
    expect(run.log).toContain("name: a");
  });
});
